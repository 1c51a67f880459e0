/** The style of an exported HTML file: a page to read and to print, light or dark as the system is. */
export const STYLE = `
:root{color-scheme:light dark;--text:light-dark(#0d0d0d,#f3f3f3);--muted:light-dark(#5d5d5d,#ababab);
--line:light-dark(#0d0d0d1a,#ffffff1f);--soft:light-dark(#0d0d0d0d,#ffffff14);--accent:light-dark(#0b62d6,#6ea8fe);
--t1:light-dark(#9a1f6d,#f08fc0);--t2:light-dark(#14692f,#8ad79b);--t3:light-dark(#636c76,#9198a1);
--t4:light-dark(#0a51a8,#8ec1ff);--t5:light-dark(#6639ba,#d2b3ff)}
*{box-sizing:border-box}
body{margin:0 auto;max-width:48rem;padding:2rem 1rem 4rem;background:light-dark(#fff,#181818);color:var(--text);
font:16px/1.5 ui-sans-serif,-apple-system,system-ui,"Segoe UI",Helvetica,Arial,sans-serif;overflow-wrap:anywhere}
header{border-bottom:1px solid var(--line);margin-bottom:2rem}
header h1{font-size:1.5rem;margin:0}header p{margin:.5rem 0 1rem;color:var(--muted);font-size:.875rem}
section{margin:2.25rem 0}
.user{display:flex;flex-direction:column;align-items:flex-end;gap:.25rem}
.user p{margin:0;max-width:75%;padding:.5rem 1rem;border-radius:1.5rem;background:var(--soft);white-space:pre-wrap}
.user blockquote{margin:0;color:var(--muted);font-size:.875rem}
.card{border:1px solid var(--line);border-radius:.75rem;padding:.75rem 1rem}.card p{margin:0;white-space:pre-wrap}
.note{color:var(--muted);font-size:.875rem}
p,li,blockquote,th,td,h1,h2,h3,h4,h5,h6{unicode-bidi:plaintext}
.prose h1,.prose h2,.prose h3,.prose h4{line-height:1.35;margin:1.5rem 0 .5rem}
.prose a{color:var(--accent)}
.prose blockquote{margin:.75rem 0;border-inline-start:3px solid var(--line);padding-inline-start:1rem;color:var(--muted)}
code,pre{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.875em;direction:ltr;unicode-bidi:isolate}
code{background:var(--soft);border-radius:.25rem;padding:.1em .25em}
.code{margin:.75rem 0;border:1px solid var(--line);border-radius:.75rem;overflow:hidden}
.code figcaption{padding:.25rem 1rem;color:var(--muted);font-size:.75rem}
.code pre{margin:0;overflow-x:auto;padding:.25rem 1rem .875rem}.code code{background:none;padding:0}
.table{overflow-x:auto}table{border-collapse:collapse}
th,td{border-bottom:1px solid var(--line);padding:.375rem 1rem .375rem 0}th:not([align]){text-align:start}
.formula{display:block;overflow-x:auto;text-align:center}
.t-keyword{color:var(--t1)}.t-string,.t-string-expression{color:var(--t2)}.t-comment{color:var(--t3)}
.t-constant,.t-parameter{color:var(--t4)}.t-function,.t-link{color:var(--t5)}
.sr-only{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media print{:root{color-scheme:light}body{max-width:none;padding:0}.code pre{white-space:pre-wrap}
.user p{border:1px solid var(--line)}h1,h2,h3{break-after:avoid}tr{break-inside:avoid}}
`;
