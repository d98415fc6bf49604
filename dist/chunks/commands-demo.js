require("./rolldown-runtime.js");const e=`organization: kwob3J
workspaces:
  marketing: wLDNPp
  research: npe1DB
groups:
  design: [marketing, research]
members:
  - email: ada@example.com
    groups: [design]
  - email: grace@example.com
    name: Grace Hopper
    workspaces: [research]
`,t=`  - email: alan@example.com
    groups: [design]
`,n=`  - email: ADA@example.com
    workspaces: [reserch]
`;async function r(r,{start:i,run:a,temporaryIo:o}){let s=await i({}),{io:c,remove:l}=await o({TALLY_API_URL:s.url,TALLY_API_KEY:s.key}),u={...c,stderr:r.stdout},d=e=>r.stdout.write(`${e}\n`),f=async e=>(d(`\n$ rollcall ${e}`),a(e.split(` `),u)),p=async(e,t)=>{await u.files.replace(`members.yaml`,e),d(`\n${t.trimEnd().replace(/^/gm,`  | `)}`)};try{d(`This demo runs on a mock Tally server. Nothing leaves your machine, and no files are kept.`),d(`
members.yaml lists who should have access:`),await p(e,e);let r=[await f(`validate`),await f(`plan`),await f(`apply --yes`)];d(`
members.state.jsonl now records what was sent, so a second plan is empty:`),r.push(await f(`plan`)),d(`
Someone joins. Add two lines to members.yaml:`),await p(e+t,t),r.push(await f(`plan --out plan.json`),await f(`apply plan.json --yes`)),d(`
The next edit contains two mistakes:`),await p(e+t+n,n);let i=await f(`plan`);return d(`
Nothing was sent: Rollcall plans and sends nothing until every error is fixed.`),d(`Next, run rollcall init in your own repository. To try your own members.yaml on the mock server, run rollcall sandbox.`),r.every(e=>e===0)&&i===1?0:1}finally{await l(),await s.close()}}exports.demo=r;