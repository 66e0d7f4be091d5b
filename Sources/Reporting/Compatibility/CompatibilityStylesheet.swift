/// What a page of compatibility checks has beside the look of a report.
///
/// No `&` or `<` in it, so that the page stays well-formed XML.
let compatibilityStylesheet: StaticString = """
    body { max-width: 78rem; }
    table.checks { table-layout: fixed; min-width: 56rem; }
    table.checks td { overflow-wrap: anywhere; }
    table.checks > thead > tr > th:first-child { width: 32%; }
    table.checks tbody td { border-bottom: 0; } table.checks tbody { border-bottom: 1px solid var(--rule); }
    td p { margin: .2rem 0 0; }
    h2 .badge { vertical-align: middle; margin-left: .4em; }
    .mark { display: inline-block; padding: 0 .45em; border: 1px solid currentColor; border-radius: 4px; font-size: .76rem; font-weight: 700; letter-spacing: .03em; white-space: nowrap; }
    .mark.unrated { color: var(--muted); }
    .mark.green { background: var(--green-bg); } .mark.yellow { background: var(--yellow-bg); }
    .mark.red { background: var(--red-bg); } .mark.unknown { background: var(--unknown-bg); }
    .transcript td { padding-top: 0; } .transcript details { margin: .1rem 0 .5rem; }
    .transcript summary { font-weight: 400; color: var(--muted); }
    .transcript table { min-width: 0; width: auto; }
    .transcript .scroll + .scroll { margin-top: .5rem; } table.checks .transcript td td { border-bottom: 1px solid var(--rule); padding-top: .35rem; }
    .matrix table { max-width: 44rem; }
    @media print {
      table.checks { min-width: 0; }
      .transcript { display: none; }
    }

    """
