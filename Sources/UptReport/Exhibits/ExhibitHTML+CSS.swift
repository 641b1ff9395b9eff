extension ExhibitHTML {
  /// What the fragments of ``html(_:id:)`` need of a page, in light and dark; custom properties
  /// that begin with `--upt-` hold the colours, and a page may set them otherwise.
  public static let css = ChartStyle.css(root: ":root") + """

    .plot{margin:1rem 0;overflow-x:auto}
    .chart{display:block;max-width:100%;min-width:26rem;height:auto}
    .scroll{overflow-x:auto;margin:1rem 0 .25rem}
    .table{width:max-content;border-collapse:collapse;font-size:.9rem}
    .table caption{text-align:left;color:var(--upt-muted);padding:0 .6rem .4rem 0}
    .table th,.table td{padding:.25rem .75rem;text-align:left;white-space:nowrap}
    .table td:not(.number){max-width:24rem;white-space:normal;overflow-wrap:anywhere}
    .table th{border-bottom:1px solid var(--upt-muted);font-weight:600}
    .table tbody tr+tr td{border-top:1px solid var(--upt-rule)}
    .table .number{text-align:right;font-variant-numeric:tabular-nums}
    .table .number span{text-align:left}
    .note{color:var(--upt-muted);font-size:.85rem;margin:.25rem 0 1rem}
    .measurement{font-variant-numeric:tabular-nums}
    .grid{display:flex;flex-wrap:wrap;gap:1rem;margin:1rem 0}
    .grid figure{margin:0;max-width:100%}
    .grid img{display:block;max-width:100%;height:auto}
    .grid .tiny{image-rendering:pixelated}
    .grid figcaption{font-size:.85rem;color:var(--upt-muted);margin-top:.25rem}
    .grid figcaption{overflow-wrap:anywhere}
    """
}
