import Foundation
import UptTensor

/// The one script of a page. Without it the page is complete, only its tables keep their order.
enum PageScript {
  /// Sorts a table's rows when a header is clicked, or chosen with the keyboard: numbers by size
  /// and before texts, what is missing last in either direction.
  static let sorting = """

    for (const table of document.querySelectorAll("table.table")) {
      const body = table.tBodies[0]
      const headers = [...(table.tHead?.rows[0]?.cells ?? [])]
      if (!body || body.rows.length < 2) continue
      const key = (row, column) => {
        const cell = row.cells[column]
        const text = cell?.dataset.sort ?? cell?.textContent.trim() ?? ""
        const number = text === "" ? NaN : Number(text)
        return { text, number, rank: text === "" ? 2 : Number.isNaN(number) ? 1 : 0 }
      }
      const compare = (a, b) =>
        a.rank === 0 ? a.number - b.number : a.text.localeCompare(b.text)
      headers.forEach((header, column) => {
        const button = document.createElement("button")
        button.type = "button"
        button.append(...header.childNodes)
        header.append(button)
        button.addEventListener("click", () => {
          const sign = header.getAttribute("aria-sort") === "ascending" ? -1 : 1
          const keyed = [...body.rows].map(row => ({ row, key: key(row, column) }))
          keyed.sort((a, b) =>
            a.key.rank - b.key.rank || sign * compare(a.key, b.key))
          body.append(...keyed.map(entry => entry.row))
          headers.forEach(other => other.removeAttribute("aria-sort"))
          header.setAttribute("aria-sort", sign === 1 ? "ascending" : "descending")
        })
      })
    }

    """

  /// The hash by which the page's policy knows the script: SHA-256 in base 64.
  static let hash: String = {
    let digits = Array(SHA256.hex(sorting.utf8))
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap { start in
      UInt8(String(digits[start...(start + 1)]), radix: 16)
    }
    return Data(bytes).base64EncodedString()
  }()
}
