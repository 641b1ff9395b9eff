/// How a page looks: calm type in the reader's own fonts, in light and in dark, on any width and on
/// paper.
enum PageStyle {
  /// The style sheet.
  static let css = """
    :root {
      color-scheme: light dark;
      --ground: #ffffff; --raised: #f6f7f9; --line: #e2e5ea; --text: #1c2128; --soft: #5d6673;
      --accent: #0b62b5; --keyword: #8a2b8f; --string: #1d6b3a; --number: #a34a00;
      --comment: #68707c; --call: #1f5fa8; --error: #b3261e; --error-ground: #fdf1f0;
      --note: #8a5a00; --note-ground: #fdf7e7;
      --upt-paper: var(--ground); --upt-ink: var(--text);
      --upt-muted: var(--soft); --upt-rule: var(--line);
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #14171b; --raised: #1c2026; --line: #30363f; --text: #dfe3e9; --soft: #98a1ae;
        --accent: #79b8f3; --keyword: #d6a0e0; --string: #93cf9f; --number: #eeb27a;
        --comment: #8a93a0; --call: #8fc1f5; --error: #ff9d95; --error-ground: #2b1a1b;
        --note: #e5c07b; --note-ground: #272215;
      }
    }
    * { box-sizing: border-box; }
    html { scroll-behavior: smooth; text-size-adjust: 100%; -webkit-text-size-adjust: 100%; }
    body {
      margin: 0 auto; padding: 3rem 1.25rem 5rem; max-width: 55.5rem;
      background: var(--ground); color: var(--text);
      font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
      overflow-wrap: break-word;
    }
    h1, h2, h3, h4, h5, h6 { line-height: 1.25; text-wrap: balance; margin: 2.2em 0 .6em; }
    h1 { font-size: 2.1rem; letter-spacing: -.015em; margin: 0 0 1.2rem; }
    h2 { font-size: 1.4rem; letter-spacing: -.005em; }
    h3 { font-size: 1.15rem; }
    h4, h5, h6 { font-size: 1rem; }
    header, .prose > *, .remark { max-width: 46rem; }
    .prose > pre, .prose > .scroll { max-width: none; }
    :is(h2, h3, h4, h5) + :is(h3, h4, h5, h6) { margin-top: .9em; }
    p, ul, ol, blockquote, pre, .scroll { margin: 0 0 1rem; }
    a { color: var(--accent); text-decoration-thickness: .06em; text-underline-offset: .16em; }
    img { max-width: 100%; height: auto; }
    hr { border: 0; border-top: 1px solid var(--line); margin: 2rem 0; }
    blockquote { margin-inline: 0; padding-inline-start: 1rem; color: var(--soft);
      border-inline-start: 3px solid var(--line); }
    li > p { margin-bottom: .5rem; }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }

    code, pre {
      font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
    }
    code { font-size: .9em; unicode-bidi: isolate; }
    :not(pre) > code { background: var(--raised); border-radius: 4px; padding: .1em .3em; }
    pre { overflow-x: auto; font-size: .84rem; line-height: 1.5; tab-size: 2;
      unicode-bidi: plaintext; }
    pre code { font-size: inherit; }
    pre.code { background: var(--raised); border: 1px solid var(--line); border-radius: 8px;
      padding: .8rem 1rem; }
    code .comment { color: var(--comment); font-style: italic; }
    code .marker { color: var(--soft); font-weight: 600; }
    code .keyword { color: var(--keyword); }
    code .string { color: var(--string); }
    code .number { color: var(--number); }
    code .interpolation { color: var(--number); }
    code .call { color: var(--call); }

    .cell { margin: 0 0 2rem; }
    .cell > h2 { margin-top: 2.6rem; }
    details { margin: 0 0 1rem; }
    details pre { margin: .3rem 0 0; }
    summary { display: flex; align-items: baseline; gap: .5rem; cursor: pointer; list-style: none;
      color: var(--soft); font-size: .78rem; user-select: none; }
    summary::-webkit-details-marker { display: none; }
    summary::before { content: "▸"; font-size: .7rem; width: .8em; }
    details[open] > summary::before { content: "▾"; }
    summary b { color: var(--text); font-weight: 600; }
    .state { margin-inline-start: auto; font-variant-numeric: tabular-nums; }
    .stale .state { color: var(--note); }
    .failed .state { color: var(--error); }
    .cached .state::before { content: "◷ "; }
    pre.printed, pre.text, pre.error { padding: 0 0 0 1rem;
      border-inline-start: 3px solid var(--line); }
    pre.error { padding: .8rem 1rem; color: var(--error); background: var(--error-ground);
      border-inline-start-color: var(--error); border-radius: 0 8px 8px 0; }
    .remark { padding: .5rem 1rem; font-size: .9rem; color: var(--note); white-space: pre-wrap;
      background: var(--note-ground); border-inline-start: 3px solid var(--note);
      border-radius: 0 8px 8px 0; }
    .output { margin: 0 0 1.25rem; }
    .output > :first-child { margin-top: 0; }
    .output > :last-child { margin-bottom: 0; }

    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; }
    th, td { padding: .35rem .8rem; text-align: start; border-bottom: 1px solid var(--line); }
    th:first-child, td:first-child { padding-inline-start: 0; }
    thead th { color: var(--soft); font-weight: 600; border-bottom-color: var(--soft); }
    .left { text-align: left; } .center { text-align: center; } .right { text-align: right; }
    th button { all: unset; cursor: pointer; font: inherit; color: inherit; }
    th button:hover { color: var(--text); }
    th button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    th[aria-sort=ascending] button::after { content: " ↑"; }
    th[aria-sort=descending] button::after { content: " ↓"; }

    .provenance { margin-top: 4rem; padding-top: .5rem; border-top: 1px solid var(--line); }
    .provenance h2 { font-size: 1rem; margin: 1.2rem 0 .6rem; color: var(--soft); }
    .provenance table { font-size: .82rem; }
    .provenance th { color: var(--soft); font-weight: 400; white-space: nowrap;
      vertical-align: top; }
    .provenance td { overflow-wrap: anywhere; }

    nav { font-size: .9rem; margin: 0 0 2rem; }
    nav ol { list-style: none; margin: 0; padding: 0 0 0 1rem;
      border-inline-start: 3px solid var(--line); }
    nav li { margin: .15rem 0; }
    nav .below { padding-inline-start: 1rem; }
    nav a { color: var(--soft); text-decoration: none; }
    nav a:hover { color: var(--accent); text-decoration: underline; }
    @media (min-width: 86rem) {
      nav { position: fixed; top: 3.4rem; left: calc(50% - 42.5rem); width: 13.5rem;
        max-height: 80vh; overflow-y: auto; }
    }
    @media (max-width: 34rem) {
      body { padding-top: 1.5rem; font-size: 1rem; }
      h1 { font-size: 1.6rem; }
      pre { font-size: .78rem; }
    }
    @media print {
      :root { --ground: #fff; --raised: #fff; --line: #ccc; --text: #000; --soft: #444; }
      body { max-width: none; padding: 0; font-size: 10pt; }
      nav { display: none; }
      pre { white-space: pre-wrap; }
      pre, .output, tr, figure { break-inside: avoid; }
      h1, h2, h3 { break-after: avoid; }
    }

    """
}
