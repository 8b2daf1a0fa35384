//! The colours of the picture, by day and by night.

/// The style sheet.
pub(super) const STYLE: &str = "\
svg{--paper:#fbfcfe;--card:#fff;--edge:#d3dae4;--ink:#1b2430;--soft:#66738a;--line:#8b98ab;--fail:#d43c3c;--path:#2f5fe3;--group:#f1f5fa;\
--user:#2f6fe0;--machine:#7b4fd6;--function:#0f8a7e;--wait:#c27a0a;--decision:#51607a;--pass:#8a96a8;--parallel:#0d86ab;--success:#1f9254;--failure:#d43c3c;\
font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif}\
@media(prefers-color-scheme:dark){svg{--paper:#10151c;--card:#1a222d;--edge:#344152;--ink:#e8edf4;--soft:#95a3b8;--line:#66758a;--fail:#ff7373;--path:#7ba2ff;--group:#151c26;\
--user:#6ea2ff;--machine:#b393ff;--function:#3fc7b8;--wait:#f0b04a;--decision:#a3b1c8;--pass:#8f9db2;--parallel:#48c0e4;--success:#4cc983;--failure:#ff7373}}\
.paper{fill:var(--paper)}\
.heading{font-size:17px;font-weight:650;fill:var(--ink)}.about{font-size:12px;fill:var(--soft)}\
.step{--own:var(--pass)}.user{--own:var(--user)}.machine{--own:var(--machine)}.function{--own:var(--function)}.wait{--own:var(--wait)}\
.decision{--own:var(--decision)}.parallel{--own:var(--parallel)}.success{--own:var(--success)}.failure{--own:var(--failure)}\
.body{fill:var(--card);stroke:var(--edge);stroke-width:1.2}.end>.body{fill:var(--own);fill-opacity:.13;stroke:var(--own)}\
.decision>.body{stroke:var(--own);stroke-opacity:.75}.parallel>.body{fill:var(--group);stroke:var(--own);stroke-opacity:.5;stroke-dasharray:2 4;stroke-linecap:round}\
.disc{fill:var(--own);fill-opacity:.14}.icon{fill:none;stroke:var(--own);stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}\
.label{font-size:13px;font-weight:550;fill:var(--ink)}.detail{font-size:10.5px;fill:var(--soft)}.divide{stroke:var(--edge);stroke-width:1}\
.arrow{fill:none;stroke:var(--line);stroke-width:1.5}.arrow.fail{stroke:var(--fail);stroke-dasharray:5 4;stroke-opacity:.75}\
.tip{fill:var(--line)}.tip.fail{fill:var(--fail)}.tip.path{fill:var(--path)}\
.choice rect{fill:var(--paper);stroke:var(--edge);stroke-width:1}.choice text{font-size:10.5px;fill:var(--ink);text-anchor:middle}.choice.fail text{fill:var(--fail)}\
.dot{fill:var(--soft)}.dot.bad{fill:var(--fail)}\
.run .step.new,.run .choice.new{opacity:.5}.run .arrow.new{stroke-opacity:.4}.run .tip.new{fill-opacity:.4}\
.run .visited>.body{stroke:var(--path);stroke-width:2;stroke-opacity:1}.run .arrow.path{stroke:var(--path);stroke-width:2.6;stroke-opacity:1}\
.run .arrow.path.fail{stroke:var(--fail)}.run .tip.path.fail{fill:var(--fail)}.run .troubled>.body{stroke:var(--fail)}\
.badge rect{fill:var(--path)}.badge.bad rect{fill:var(--fail)}.badge text{font-size:10px;font-weight:700;fill:var(--paper);text-anchor:middle}\
.pulse{fill:none;stroke:var(--path);stroke-width:2.5;animation:pulse 1.6s ease-in-out infinite}\
@keyframes pulse{0%,100%{stroke-opacity:.95}50%{stroke-opacity:.15}}@media(prefers-reduced-motion:reduce){.pulse{animation:none}}";
