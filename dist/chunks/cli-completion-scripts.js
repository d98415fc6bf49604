require("./rolldown-runtime.js");const e={bash:`###-begin-{pkgname}-completion-###
if type complete &>/dev/null; then
  _{pkgname}_completion () {
    local words cword
    if type _get_comp_words_by_ref &>/dev/null; then
      _get_comp_words_by_ref -n = -n @ -n : -w words -i cword
    else
      cword="$COMP_CWORD"
      words=("\${COMP_WORDS[@]}")
    fi

    local si="$IFS"
    IFS=$'\\n' COMPREPLY=($(COMP_CWORD="$cword" \\
                           COMP_LINE="$COMP_LINE" \\
                           COMP_POINT="$COMP_POINT" \\
                           SHELL=bash \\
                           {completer} completion-server -- "\${words[@]}" \\
                           2>/dev/null)) || return $?
    IFS="$si"

    if [ "$COMPREPLY" = "__tabtab_complete_files__" ]; then
      COMPREPLY=($(compgen -f -- "$cword"))
    fi

    if type __ltrim_colon_completions &>/dev/null; then
      __ltrim_colon_completions "\${words[cword]}"
    fi
  }
  complete -o default -F _{pkgname}_completion {pkgname}
fi
###-end-{pkgname}-completion-###
`,zsh:`#compdef {pkgname}
###-begin-{pkgname}-completion-###
if type compdef &>/dev/null; then
  _{pkgname}_completion () {
    local reply
    local si=$IFS

    IFS=$'\\n' reply=($(COMP_CWORD="$((CURRENT-1))" COMP_LINE="$BUFFER" COMP_POINT="$CURSOR" SHELL=zsh {completer} completion-server -- "\${words[@]}"))
    IFS=$si

    if [ "$reply" = "__tabtab_complete_files__" ]; then
      _files
    else
      _describe 'values' reply
    fi
  }
  # When called by the Zsh completion system, this will end with
  # "loadautofunc" when initially autoloaded and "shfunc" later on, otherwise,
  # the script was "eval"-ed so use "compdef" to register it with the
  # completion system
  if [[ $zsh_eval_context == *func ]]; then
    _{pkgname}_completion "$@"
  else
    compdef _{pkgname}_completion {pkgname}
  fi
fi
###-end-{pkgname}-completion-###
`,fish:`###-begin-{pkgname}-completion-###
function _{pkgname}_completion
  set cmd (commandline -o)
  set cursor (commandline -C)
  set words (count $cmd)

  set completions (eval env DEBUG=\\"" \\"" COMP_CWORD=\\""$words\\"" COMP_LINE=\\""$cmd \\"" COMP_POINT=\\""$cursor\\"" SHELL=fish {completer} completion-server -- $cmd)

  if [ "$completions" = "__tabtab_complete_files__" ]
    set -l matches (commandline -ct)*
    if [ -n "$matches" ]
      __fish_complete_path (commandline -ct)
    end
  else
    for completion in $completions
      echo -e $completion
    end
  end
end

complete -f -d '{pkgname}' -c {pkgname} -a "(_{pkgname}_completion)"
###-end-{pkgname}-completion-###
`.replace(/^ *set completions \(eval .*\)$/m,()=>`  set -lx COMP_CWORD "$words"
  set -lx COMP_LINE "$cmd "
  set -lx COMP_POINT "$cursor"
  set -lx SHELL fish
  set completions ({completer} completion-server -- $cmd)`)};function t(t){return(e[t]??``).replace(/\{(?:pkgname|completer)\}/g,`rollcall`)}exports.completionScript=t;