// Markdown that tries to run a script in the browser of whoever reads it.
import type { Random } from './random.ts';

/** Calls `hit()` if it runs. */
const RUN = 'hit()';

/** HTML that runs something, loads something, or looks like a part of the page. */
const HTML = [
  `<script>${RUN}</script>`,
  `<ScRiPt >${RUN}</sCrIpT>`,
  `<script\n>${RUN}</script\n>`,
  `<script/x>${RUN}</script>`,
  `<scr<script>ipt>${RUN}</scr</script>ipt>`,
  `<img src=x onerror=${RUN}>`,
  `<img src=x onerror="${RUN}"//`,
  `<IMG SRC=x ONERROR\n=\n${RUN}>`,
  `<img/src=x/onerror=${RUN}>`,
  `<img src="x" title="&quot; onerror=${RUN} x=&quot;">`,
  `<img alt="x" src=x onerror&#61;${RUN}>`,
  `<svg onload=${RUN}>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`,
  `<svg><a xlink:href="javascript:${RUN}"><text y=20>x</text></a></svg>`,
  `<svg><use href="data:image/svg+xml,<svg id=x><script>${RUN}</script></svg>#x">`,
  `<svg><foreignObject><iframe srcdoc="<script>parent.${RUN}</script>"></foreignObject></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${RUN}>`,
  `<math><mi//xlink:href="data:x,<script>${RUN}</script>">`,
  `<math href="javascript:${RUN}">x</math>`,
  `<mtext><img src=x onerror=${RUN}></mtext>`,
  `<iframe src="javascript:${RUN}">`,
  `<iframe srcdoc="<script>parent.${RUN}</script>">`,
  `<object data="javascript:${RUN}">`,
  `<embed src="data:text/html,<script>${RUN}</script>">`,
  `<link rel=stylesheet href="javascript:${RUN}">`,
  `<meta http-equiv=refresh content="0;url=javascript:${RUN}">`,
  `<base href="javascript:${RUN}//">`,
  `<form action="javascript:${RUN}"><button>x</button></form>`,
  `<button formaction="javascript:${RUN}" type=submit autofocus onfocus=${RUN}>x</button>`,
  `<input autofocus onfocus=${RUN}>`,
  `<input type=image src=x onerror=${RUN}>`,
  `<select autofocus onfocus=${RUN}>`,
  `<textarea autofocus onfocus=${RUN}>`,
  `<details open ontoggle=${RUN}><summary>x</summary></details>`,
  `<video src=x onerror=${RUN}>`,
  `<audio src=x onerror=${RUN}>`,
  `<video><source onerror=${RUN}></video>`,
  `<body onload=${RUN}>`,
  `<marquee onstart=${RUN}>x</marquee>`,
  `<a href="javascript:${RUN}">x</a>`,
  `<a href="JaVaScRiPt:${RUN}">x</a>`,
  `<a href="java&#10;script:${RUN}">x</a>`,
  `<a href="java&Tab;script:${RUN}">x</a>`,
  `<a href="&#1;javascript:${RUN}">x</a>`,
  `<a href="&#x6A;avascript:${RUN}">x</a>`,
  `<a href="javascript&colon;${RUN}">x</a>`,
  `<a href="vbscript:${RUN}">x</a>`,
  `<a href="data:text/html;base64,PHNjcmlwdD5oaXQoKTwvc2NyaXB0Pg==">x</a>`,
  `<a href="x" onclick="${RUN}" onmouseover=${RUN}>x</a>`,
  `<a href='x' title='"><img src=x onerror=${RUN}>'>x</a>`,
  `<b style="background:url(javascript:${RUN})" onclick=${RUN}>x</b>`,
  `<div style="position:fixed;inset:0" id=app class=cloze data-x=y>x</div>`,
  `<p onpointerenter=${RUN} tabindex=1 contenteditable onblur=${RUN}>x</p>`,
  `<style>@import "javascript:${RUN}";</style>`,
  `<style><img src=x onerror=${RUN}></style>`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>"></noscript>`,
  `<template><img src=x onerror=${RUN}></template>`,
  `<title></title><img src=x onerror=${RUN}>`,
  `<xmp><p title="</xmp><img src=x onerror=${RUN}>">`,
  `<plaintext><img src=x onerror=${RUN}>`,
  `<!--><img src=x onerror=${RUN}>-->`,
  `<!--!><img src=x onerror=${RUN}>--!>`,
  `<![CDATA[><img src=x onerror=${RUN}>]]>`,
  `<?php ><img src=x onerror=${RUN}>?>`,
  `<!DOCTYPE x [<!ENTITY y "<img src=x onerror=${RUN}>">]>`,
  `<table><td background="javascript:${RUN}" onclick=${RUN}>x</table>`,
  `<img srcset="x 1x, javascript:${RUN} 2x" sizes=1 src=x>`,
  `<img src=x usemap=#m><map name=m><area href="javascript:${RUN}">`,
  `<p is=x-y slot=z nonce=n ping="http://evil.example">x</p>`,
  `<custom-tag onclick=${RUN}>x</custom-tag>`,
  `<b\u0000 onclick=${RUN}>x</b>`,
  `<\u0073cript>${RUN}</script>`,
  `&lt;script&gt;${RUN}&lt;/script&gt;`,
];

/** Addresses that run something or load from elsewhere. */
const ADDRESSES = [
  `javascript:${RUN}`,
  `JAVASCRIPT:${RUN}`,
  `java\tscript:${RUN}`,
  `&#106;avascript:${RUN}`,
  `javascript&#58;${RUN}`,
  `%6aavascript:${RUN}`,
  `\u0001javascript:${RUN}`,
  `vbscript:${RUN}`,
  `data:text/html,<script>${RUN}</script>`,
  `data:image/svg+xml,<svg onload=${RUN}>`,
  `blob:${RUN}`,
  `file:///etc/passwd`,
  '//evil.example/x.png',
  '\\\\evil.example\\x.png',
  'http:evil.example',
  '/api/settings',
  '../../api/settings.png',
  `x" onerror="${RUN}`,
  `x' onclick='${RUN}`,
  `x onmouseover=${RUN}`,
];

/** TeX that makes more than a formula. */
const FORMULAS = [
  `\\href{javascript:${RUN}}{x}`,
  `\\url{javascript:${RUN}}`,
  `\\htmlData{x=y}{z}`,
  `\\htmlClass{cloze}{x}`,
  `\\htmlStyle{background:url(javascript:${RUN})}{x}`,
  `\\includegraphics{javascript:${RUN}}`,
  `\\text{<img src=x onerror=${RUN}>}`,
  `\\color{red;background:url(x)}{x}`,
  `\\def\\x{\\x\\x}\\x`,
  `\\unicode{<script>${RUN}</script>}`,
];

/** Places in which HTML stands. */
const AROUND_HTML: readonly ((html: string) => string)[] = [
  (html) => html,
  (html) => `Text ${html} text`,
  (html) => `- ${html}\n- x`,
  (html) => `> ${html}`,
  (html) => `| a |\n| - |\n| ${html.replaceAll('\n', ' ')} |`,
  (html) => `<div>\n${html}\n</div>`,
  (html) => `<b title="${html}">x</b>`,
  (html) => `{{c1::${html}::${html}}}`,
  (html) => `\`\`\`${html.replaceAll('\n', ' ')}\n${html}\n\`\`\``,
  (html) => `\`\`\`html\n{{c1::${html}}}\n\`\`\``,
  (html) => `- [ ] ${html}\n- [x] x`,
  (html) => `![${html}](x.png "${html.replaceAll('"', "'")}")`,
];

/** Places in which an address stands. */
const AROUND_ADDRESS: readonly ((address: string) => string)[] = [
  (address) => `[x](${address})`,
  (address) => `[x](<${address}> "title")`,
  (address) => `![x](${address})`,
  (address) => `[x][r]\n\n[r]: ${address}`,
  (address) => `<${address}>`,
  (address) => `<a href="${address}">x</a><img src="${address}">`,
  (address) => `[![x](${address})](${address})`,
  (address) => `{{c1::[x](${address})}}`,
];

const AROUND_FORMULA: readonly ((tex: string) => string)[] = [
  (tex) => `$\`${tex}\`$`,
  (tex) => `\`\`\`math\n${tex}\n\`\`\``,
  (tex) => `$\`{{c1::${tex}}}\`$`,
];

/** Every payload in every place, in any order; then two of them together. */
export function* payloads(random: Random): Generator<string> {
  const all = [
    ...HTML.flatMap((html) => AROUND_HTML.map((around) => around(html))),
    ...ADDRESSES.flatMap((address) => AROUND_ADDRESS.map((around) => around(address))),
    ...FORMULAS.flatMap((tex) => AROUND_FORMULA.map((around) => around(tex))),
  ];
  const order = all.map((text) => [random.next(), text] as const).sort(([a], [b]) => a - b);
  for (const [, text] of order) yield text;
  // Cut and joined, as a parser may be led astray by what came before.
  for (;;) {
    const first = random.pick(all);
    yield `${first.slice(0, random.below(first.length + 1))}${random.pick(['', '\n', '\n\n'])}${random.pick(all)}`;
  }
}
