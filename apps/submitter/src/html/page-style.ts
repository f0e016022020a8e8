/** The style of all reports: light and dark by the reader's choice, narrow screens, paper. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--page:#f5f6f8;--card:#fff;--ink:#151a21;--soft:#56606e;--line:#dfe3e9;--grid:#eaedf1;
--engine:#2f6bdf;--engine-fill:#c9dbfb;--provider:#b4540a;--limit:#c02640;--ideal:#9aa7b8;--real:#2f6bdf;
--good:#157f4b;--good-fill:#e3f5ea;--bad:#c02640;--bad-fill:#fde8eb;--open:#8a6100;--open-fill:#fdf3d7;
--c0:#8fa1b8;--c1:#2f6bdf;--c2:#7d5bd6;--c3:#0d8f8a;--c4:#d98a0b;--c5:#c2418c;--c6:#5c8f22;--c7:#6b7686}
@media (prefers-color-scheme:dark){:root{--page:#0e1116;--card:#171c23;--ink:#e9edf3;--soft:#9ca8b8;--line:#2b333e;--grid:#242b35;
--engine:#6da1ff;--engine-fill:#20385f;--provider:#f2a65a;--limit:#ff7d90;--ideal:#5f6d80;--real:#6da1ff;
--good:#5bd796;--good-fill:#12301f;--bad:#ff8797;--bad-fill:#3a161c;--open:#f0c75e;--open-fill:#332a0e;
--c0:#8396ae;--c1:#6da1ff;--c2:#ad93ff;--c3:#3fc9c3;--c4:#f2b04b;--c5:#f080bb;--c6:#9dcc62;--c7:#8d99a9}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;-webkit-text-size-adjust:100%}
main{max-width:1180px;margin:0 auto;padding:32px 20px 48px}
header p,figcaption p,.foot{color:var(--soft);margin:4px 0 0}
h1{font-size:28px;line-height:1.2;margin:0;letter-spacing:-.02em}
h2{font-size:17px;line-height:1.3;margin:0}
.result{display:inline-block;margin:0 0 10px;padding:3px 12px;border-radius:99px;font-weight:650;font-size:14px}
.pass{color:var(--good);background:var(--good-fill)}.fail{color:var(--bad);background:var(--bad-fill)}.unknown{color:var(--open);background:var(--open-fill)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(230px,1fr));gap:14px;margin:22px 0 14px;padding:0;list-style:none}
.verdict{border-radius:12px;padding:14px 16px;border:1px solid currentColor;display:grid;grid-template-columns:auto 1fr;column-gap:12px;align-items:start}
.verdict .mark{font-size:26px;line-height:1;font-weight:700;grid-row:span 2}
.verdict strong{font-size:16px;line-height:1.25}.verdict p{margin:3px 0 0;font-size:13.5px;color:var(--ink);overflow-wrap:anywhere}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:1px;margin:0 0 22px;background:var(--line);border:1px solid var(--line);border-radius:12px;overflow:hidden}
.facts div{background:var(--card);padding:12px 16px}
.facts dt{color:var(--soft);font-size:13px}.facts dd{margin:0;font-size:24px;font-weight:650;letter-spacing:-.01em;font-variant-numeric:tabular-nums}
.facts dd small{font-size:13px;font-weight:450;color:var(--soft);letter-spacing:0;display:block;line-height:1.35}
.grid-2{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:16px}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:18px 20px;margin:0;min-width:0}
.wide{grid-column:1/-1}
.charts{margin-top:12px}.charts.many{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:10px 22px}
svg{display:block;width:100%;height:auto;overflow:visible}.charts:not(.many) svg{max-width:600px}
svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;fill:var(--ink);font-variant-numeric:tabular-nums}
svg text.tick{fill:var(--soft);font-size:11.5px}svg text.name{font-weight:600;font-size:13px}svg text.end{text-anchor:end}svg text.middle{text-anchor:middle}
svg text.value{font-size:11.5px}svg text.limit-text{fill:var(--limit);font-weight:600}
.grid{stroke:var(--grid);stroke-width:1}.area.engine{fill:var(--engine-fill);stroke:var(--engine);stroke-width:1}
svg .line{fill:none;stroke-width:1.6;stroke-linejoin:round}.line.provider{stroke:var(--provider)}.line.limit{stroke:var(--limit);stroke-width:1.8}.line.dash{stroke-dasharray:6 4}
.range{stroke:var(--ideal);stroke-width:3;stroke-linecap:round}.p50{fill:var(--c1)}.p95{fill:var(--c4)}.max.stroke{stroke:var(--c5);stroke-width:3;stroke-linecap:round}
rect.ideal{fill:var(--ideal)}rect.real{fill:var(--real)}rect.good{fill:var(--good)}rect.bad{fill:var(--bad)}rect.open{fill:var(--open)}
${Array.from({ length: 8 }, (_, index) => `rect.p${index}{fill:var(--c${index})}.key.p${index}{background:var(--c${index})}`).join('')}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;list-style:none;margin:12px 0 0;padding:0;font-size:13.5px}
.legend li{display:flex;align-items:center;gap:7px}
.key{width:14px;height:12px;border-radius:3px;flex:none}.key.line,.key.dash{height:0;width:18px;border-radius:0;border-top:3px solid}.key.dash{border-top-style:dashed}.key.dot{width:11px;height:11px;border-radius:50%}
.key.engine{background:var(--engine-fill);outline:1px solid var(--engine)}.key.provider{border-color:var(--provider)}.key.limit{border-color:var(--limit)}
.key.ideal{background:var(--ideal)}.key.real{background:var(--real)}.key.good{background:var(--good)}.key.bad{background:var(--bad)}.key.open{background:var(--open)}
.key.p50{background:var(--c1)}.key.p95{background:var(--c4);border-radius:1px;transform:rotate(45deg) scale(.85)}.key.max{border-color:var(--c5)}
details{margin-top:12px;border-top:1px solid var(--line);padding-top:8px}summary{cursor:pointer;color:var(--soft);font-size:13.5px;padding:4px 0}
summary:hover{color:var(--ink)}:focus-visible{outline:2px solid var(--engine);outline-offset:2px;border-radius:4px}
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;width:100%;font-size:13.5px;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--soft);padding:4px 0 6px;font-size:13px}
th,td{padding:6px 14px 6px 0;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap;vertical-align:top}
th[scope=row],thead th:first-child{text-align:left;font-weight:550}thead th{color:var(--soft);font-weight:550}
.plain td,.plain thead th{text-align:left;white-space:normal;overflow-wrap:anywhere}
tbody tr:last-child>*{border-bottom:0}.foot{font-size:13px;margin-top:20px}
@media (max-width:760px){main{padding:20px 12px 32px}h1{font-size:24px}.grid-2{grid-template-columns:minmax(0,1fr)}.card{padding:14px}.cards{grid-template-columns:1fr;gap:10px}.facts{grid-template-columns:1fr 1fr}.facts dd{font-size:21px}.facts div:last-child:nth-child(odd){grid-column:1/-1}.charts.many{grid-template-columns:minmax(0,1fr)}}
@media print{:root{color-scheme:light;--page:#fff}body{font-size:12px}main{max-width:none;padding:0}.card,.verdict,.facts,svg{break-inside:avoid}.grid-2{gap:10px}.scroll{overflow:visible}details:not([open]){display:none}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
