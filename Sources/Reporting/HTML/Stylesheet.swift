/// The look of a report: light, dark, narrow and printed.
///
/// No `&` or `<` in it, so that the page stays well-formed XML.
let stylesheet: StaticString = """
    :root {
      color-scheme: light dark;
      --bg: #ffffff; --fg: #1c2128; --muted: #59636e; --rule: #d5dbe1; --panel: #f5f7f9;
      --green: #1a7f37; --yellow: #8f6000; --red: #c9202d; --unknown: #59636e;
      --green-bg: #e3f6e8; --yellow-bg: #fff4cf; --red-bg: #ffe9e7; --unknown-bg: #eceff2;
      --c1: #0b66c3; --c2: #c2410c; --c3: #7a3fb5; --c4: #0f7b6c; --c5: #8a6a00; --c6: #b02a6b;
      --band: #eef2f6; --warm: #e3e7ec; --catch: #c4a000; --heat: #c2410c; --hatch: #c9202d;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --bg: #0f1419; --fg: #e6eaef; --muted: #9aa5b1; --rule: #323b45; --panel: #171d24;
        --green: #4cc368; --yellow: #e0b13a; --red: #ff7b72; --unknown: #a3adb8;
        --green-bg: #11281a; --yellow-bg: #2c2410; --red-bg: #331717; --unknown-bg: #20272f;
        --c1: #5aa9ff; --c2: #ff9455; --c3: #bf94f5; --c4: #3fc9b4; --c5: #dcb64a; --c6: #f57fb4;
        --band: #171e26; --warm: #222b34; --catch: #e3c341; --heat: #ff8a4c; --hatch: #ff7b72;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body {
      margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 62rem; background: var(--bg); color: var(--fg);
      font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
      overflow-wrap: anywhere;
    }
    h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem; }
    h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--rule); }
    h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
    p { margin: .5rem 0; }
    code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: .86em; }
    pre { background: var(--panel); border: 1px solid var(--rule); border-radius: 6px; padding: .75rem; overflow-x: auto; overflow-wrap: normal; }
    .muted, .note { color: var(--muted); }
    .note { font-size: .86rem; }
    .badge { display: inline-flex; align-items: center; gap: .4em; font-weight: 700; font-size: .82rem; letter-spacing: .03em; white-space: nowrap; }
    .badge svg { width: 1.15em; height: 1.15em; flex: none; }
    .green { color: var(--green); } .yellow { color: var(--yellow); } .red { color: var(--red); } .unknown { color: var(--unknown); }
    .verdict { margin: 1rem 0; padding: 1rem 1.25rem; border: 1px solid var(--rule); border-left: 6px solid currentColor; border-radius: 6px; }
    .verdict .badge { font-size: 1.5rem; }
    .verdict p { margin: .35rem 0 0; color: var(--fg); font-size: 1.05rem; }
    .verdict.green { background: var(--green-bg); } .verdict.yellow { background: var(--yellow-bg); }
    .verdict.red { background: var(--red-bg); } .verdict.unknown { background: var(--unknown-bg); }
    .warning { margin: 1rem 0; padding: .6rem 1rem; background: var(--yellow-bg); border: 1px solid var(--yellow); border-radius: 6px; }
    .area { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; }
    .area h3::first-letter { text-transform: uppercase; }
    .finding { display: grid; grid-template-columns: 7rem 1fr minmax(9rem, 17rem); gap: .1rem 1rem; padding: .7rem 0; border-top: 1px solid var(--rule); }
    .finding .title { font-weight: 600; }
    .finding .value { text-align: right; font-weight: 600; font-variant-numeric: tabular-nums; }
    .finding .bands { text-align: right; text-wrap: balance; }
    .finding .why { margin: .15rem 0 0; }
    .finding .note { margin: .15rem 0 0; }
    figure { margin: 1.25rem 0 2rem; }
    figcaption { font-weight: 600; }
    .scroll { overflow-x: auto; } .scroll + .scroll { margin-top: 1.4rem; }
    .scroll > svg { display: block; width: 100%; min-width: 660px; height: auto; }
    .legend { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; margin: .35rem 0; font-size: .84rem; color: var(--muted); }
    .legend span { display: inline-flex; align-items: center; gap: .4em; }
    .legend svg { width: 26px; height: 12px; flex: none; }
    svg text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: var(--muted); }
    svg .strong { fill: var(--fg); font-weight: 600; }
    .grid { stroke: var(--rule); stroke-width: 1; fill: none; }
    .minor { stroke-opacity: .45; }
    .axis { stroke: var(--muted); stroke-width: 1; fill: none; }
    .phase { fill: var(--band); } .phase-even { fill: none; } .phase-warm { fill: var(--warm); }
    .phase-edge { stroke: var(--rule); stroke-width: 1; }
    .outage { fill: var(--c3); fill-opacity: .26; } .storm { fill: var(--c3); fill-opacity: .12; }
    .catch { fill: var(--catch); fill-opacity: .16; } .catch-edge { stroke: var(--catch); stroke-width: 2; fill: none; }
    .silence { fill: var(--hatch); fill-opacity: .22; }
    .incident { stroke: var(--fg); stroke-width: 1; stroke-dasharray: 2 3; }
    .incident-mark { fill: var(--fg); } svg text.incident-number { fill: var(--bg); font-size: 10px; font-weight: 700; }
    .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
    .thin { stroke-width: 1.3; } .wide { stroke-width: 7; stroke-opacity: .3; stroke-linecap: butt; } .dash { stroke-dasharray: 6 4; } .dots { stroke-dasharray: 1.5 4; }
    .s1 { stroke: var(--c1); } .s2 { stroke: var(--c2); } .s3 { stroke: var(--c3); } .s4 { stroke: var(--c4); } .s5 { stroke: var(--c5); } .s6 { stroke: var(--c6); } .s7 { stroke: var(--muted); }
    .f1 { fill: var(--c1); } .f2 { fill: var(--c2); } .f3 { fill: var(--c3); } .f4 { fill: var(--c4); } .f5 { fill: var(--c5); } .f6 { fill: var(--c6); } .f7 { fill: var(--muted); }
    .heat { fill: var(--heat); } .heat0 { fill: var(--band); fill-opacity: 1; }
    .heat1 { fill-opacity: .16; } .heat2 { fill-opacity: .3; } .heat3 { fill-opacity: .44; } .heat4 { fill-opacity: .58; }
    .heat5 { fill-opacity: .72; } .heat6 { fill-opacity: .86; } .heat7 { fill-opacity: 1; }
    table { border-collapse: collapse; font-size: .88rem; font-variant-numeric: tabular-nums; width: 100%; }
    th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--rule); vertical-align: top; overflow-wrap: normal; }
    th { color: var(--muted); font-weight: 600; vertical-align: bottom; }
    td.number, th.number { text-align: right; white-space: nowrap; }
    th.number { white-space: normal; }
    td.words { min-width: 6rem; } td.name { white-space: nowrap; }
    p.account { font-variant-numeric: tabular-nums; } p.alarm { color: var(--red); font-weight: 700; }
    .compared { padding: .6rem 0; border-top: 1px solid var(--rule); } .compared h3 { margin: 0; } .compared p { margin: .2rem 0; }
    .compared-head { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; } h1 + .compared { margin-top: 1rem; }
    td.alarm { color: var(--red); font-weight: 700; }
    .bar { display: block; width: 8rem; height: .7rem; }
    table.facts th { width: 14rem; vertical-align: top; }
    details { margin: 1rem 0; border: 1px solid var(--rule); border-radius: 6px; padding: .5rem .9rem; }
    summary { cursor: pointer; font-weight: 600; }
    footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--rule); font-size: .86rem; color: var(--muted); }
    @media (max-width: 40rem) {
      body { padding: 1rem .75rem 3rem; }
      .finding { grid-template-columns: auto 1fr; }
      .finding > div:nth-child(2) { grid-column: 1 / -1; order: 3; }
      .scroll > table { min-width: 34rem; }
      .scroll > table.facts { min-width: 0; }
      table.facts th { width: 8rem; }
    }
    @media print {
      :root {
        --bg: #ffffff; --fg: #000000; --muted: #444444; --rule: #c4c4c4; --panel: #ffffff;
        --green: #14692d; --yellow: #7a5200; --red: #b01722; --unknown: #444444;
        --green-bg: #ffffff; --yellow-bg: #ffffff; --red-bg: #ffffff; --unknown-bg: #ffffff;
        --c1: #0b66c3; --c2: #c2410c; --c3: #7a3fb5; --c4: #0f7b6c; --c5: #8a6a00; --c6: #b02a6b;
        --band: #f0f3f6; --warm: #e0e4e9; --catch: #c4a000; --heat: #c2410c; --hatch: #c9202d;
      }
      @page { margin: 14mm; }
      body { max-width: none; padding: 0; font-size: 10.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      .finding, figure, tr, .verdict, .warning { break-inside: avoid; }
      h2, h3, .area { break-after: avoid; }
      .scroll { overflow: visible; }
      .scroll > svg { min-width: 0; }
      table { font-size: 8pt; }
      th, td { padding: .2rem .3rem; }
      td.number { white-space: normal; }
      pre { white-space: pre-wrap; }
    }

    """
