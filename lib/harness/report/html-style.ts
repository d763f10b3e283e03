/** The page's style sheet: a readable column of text, tables that scroll by themselves, light and dark. */
export const styleSheet = `
:root {
  color-scheme: light dark;
  --page: #fbfbfa; --card: #ffffff; --ink: #1f2328; --muted: #626a73; --rule: #e2e3e1; --accent: #2457a6;
  --good: #1b6e3c; --good-tint: #e3f3e8; --fair: #8a5a00; --fair-tint: #fbf0d9; --bad: #a8261c; --bad-tint: #fbe5e2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171a; --card: #1c2024; --ink: #e4e6e8; --muted: #9aa3ad; --rule: #33393f; --accent: #8ab4f8;
    --good: #7fd39b; --good-tint: #193324; --fair: #f0c674; --fair-tint: #382d14; --bad: #ff9c90; --bad-tint: #40201d;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.55 Inter, system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 40px 24px 80px; }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 6px; letter-spacing: -0.01em; }
h2 { font-size: 23px; margin: 56px 0 4px; padding-bottom: 6px; border-bottom: 2px solid var(--rule); }
h3 { font-size: 19px; margin: 36px 0 2px; }
h4 { font-size: 16px; margin: 26px 0 6px; }
p { margin: 6px 0; max-width: 75ch; }
a { color: var(--accent); }
code, pre { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.muted, .facts { color: var(--muted); }
.facts { font-size: 14px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 14px; margin: 26px 0; }
.tile { background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: 14px 16px; }
.tile h2 { all: unset; display: block; font-size: 13px; color: var(--muted); }
.tile strong { display: block; font-size: 25px; line-height: 1.25; }
.tile span { font-size: 13px; color: var(--muted); }
.good { color: var(--good); } .fair { color: var(--fair); } .bad { color: var(--bad); }
.badge { display: inline-block; padding: 0 8px; border-radius: 10px; font-size: 12.5px; line-height: 21px; white-space: nowrap; }
.badge.good { background: var(--good-tint); } .badge.fair { background: var(--fair-tint); }
.badge.bad { background: var(--bad-tint); } .badge.plain { border: 1px solid var(--rule); color: var(--muted); line-height: 19px; }
.scroll { overflow-x: auto; margin: 10px 0; }
table { border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { padding: 6px 12px; text-align: right; vertical-align: top; border-bottom: 1px solid var(--rule); }
th:first-child, td:first-child, td.text, th.text { text-align: left; }
thead th { border-top: 2px solid var(--ink); border-bottom: 1px solid var(--ink); font-weight: 600; }
tbody:last-child tr:last-child td, tbody:last-child tr:last-child th { border-bottom: 2px solid var(--ink); }
tbody th { font-weight: 500; min-width: 130px; position: sticky; left: 0; background: var(--page); }
tbody th.group { color: var(--muted); font-size: 13px; font-style: italic; padding-top: 12px; }
td { white-space: nowrap; } td.text { white-space: normal; }
td.text small { min-width: 230px; }
td small { display: block; color: var(--muted); font-size: 12px; }
td.match { background: var(--good-tint); } td.near { background: var(--fair-tint); } td.deviates { background: var(--bad-tint); }
td.unreproduced { color: var(--muted); }
td.failed { outline: 2px solid var(--bad); outline-offset: -2px; }
td .mark { font-size: 11px; }
p.legend { color: var(--muted); font-size: 13px; line-height: 1.5; max-width: 100ch; }
figure { margin: 18px 0; overflow-x: auto; }
.paper-white { background: #ffffff; border: 1px solid var(--rule); border-radius: 8px; padding: 10px; width: fit-content; min-height: 60px; }
.error { border-left: 4px solid var(--bad); background: var(--bad-tint); padding: 10px 16px; margin: 12px 0; border-radius: 0 6px 6px 0; }
.error pre { margin: 8px 0 0; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
ul.claims { list-style: none; padding: 0; margin: 8px 0; }
ul.claims li { display: grid; grid-template-columns: 118px 1fr; gap: 4px 12px; padding: 9px 0; border-bottom: 1px solid var(--rule); }
details { margin: 12px 0; }
summary { cursor: pointer; color: var(--accent); font-size: 14px; }
@media print { main { max-width: none; padding: 0; } h2, h3 { break-after: avoid; } figure, table { break-inside: avoid; } }
`;
