require("./rolldown-runtime.js");const e=require("./dist2.js"),t=require("./edits.js"),n=require("./yaml-source.js"),r=require("./edit-files.js"),i=require("./planning.js");function a(t){let n=t;for(let r=0;r<4;r+=1){let r=e.t(n,{uniqueKeys:!1,logLevel:`silent`});if(e.c(r.contents)&&r.contents.flow)return;o(r,n);let i=r.toString({lineWidth:0,flowCollectionPadding:!1});if(i===n)return s(t,n)?n:void 0;n=i}}function o(t,n){e.o(t,{Collection:(t,r,i)=>{let[a,o]=r.range??[0,0],s=n.slice(a,o),c=s.includes(`
`)&&s.replace(/\s+/g,` `).length>100,l=i.some(t=>e.c(t)&&t.flow);r.flow&&c&&!l&&r.items.length!==0&&(r.flow=!1,r.comment&&!s.includes(`#`)&&(r.commentBefore=[r.commentBefore,r.comment].filter(Boolean).join(`
`),r.comment=null))}})}function s(e,n){return e===n||c(e)===c(n)&&t.b(e).join(`
`)===t.b(n).join(`
`)}function c(e){return JSON.stringify(n.t(``,e).source.value)??``}function l(e,t){return t.check?u(e,t):r.r(e,t,()=>u(e,t))}async function u(e,n){let o=await i.i(e,n);if(!o.ok)return o.exit;let s=[],c=[];for(let{file:t}of o.value.loaded.sources){let{text:n,before:i,edit:o}=await r.n(e.files,t),l=a(n.replaceAll(`\r
`,`
`)),u=l===void 0?void 0:o([{start:0,end:n.length,text:l}]);u===void 0?c.push(t):u!==i&&s.push({file:t,before:i,after:u})}i.g(e,n,t.i(c));let l=n.check===!0,u=l?void 0:await r.a(e,s);if(u)return i.m(e,u);let f=s.map(({file:e,before:t,after:n})=>({file:e,line:d(t,n)}));return e.stdout.write(t.r(f,{isCheck:l,isAll:c.length===0})),l&&f.length>0?1:0}function d(e,t){let n=t.split(`
`),r=e.split(`
`).findIndex((e,t)=>e!==n[t]);return r===-1?n.length:r+1}exports.fmt=l;