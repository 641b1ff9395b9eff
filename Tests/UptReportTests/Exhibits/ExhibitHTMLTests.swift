import Foundation
import Testing
import UptNotebook

@testable import UptData
@testable import UptReport

@Suite struct ExhibitHTMLTests {
  @Test func `a table's cells keep what they are sorted by`() throws {
    let table = try Table(
      columns: ["class", "acc", "x"],
      rows: [
        [
          .text("<cat>"),
          .measurement(try #require(Measurement(of: [0.5, 0.6], seeds: [1, 2]))), .real(1.5),
        ],
        [.text("dog"), .measurement(try #require(Measurement(of: [0.7]))), .missing],
      ], caption: "a & b")
    #expect(
      ExhibitHTML.html(.table(table), id: "t") == """
        <div class="scroll"><table class="table"><caption><bdi>a &amp; b</bdi></caption>\
        <thead><tr><th scope="col"><bdi>class</bdi></th>\
        <th scope="col" class="number"><bdi>acc</bdi></th>\
        <th scope="col" class="number"><bdi>x</bdi></th></tr></thead><tbody>
        <tr><td data-sort="&lt;cat&gt;"><bdi>&lt;cat&gt;</bdi></td>\
        <td class="number" data-sort="0.55" title="2 runs: 0.5 (seed 1), 0.6 (seed 2)">\
        55.0<span style="display:inline-block;min-width:9ch">\u{A0}±\u{A0}63.5%</span></td>\
        <td class="number" data-sort="1.5">1.5</td></tr>
        <tr><td data-sort="dog"><bdi>dog</bdi></td>\
        <td class="number" data-sort="0.7" title="one run: 0.7">\
        70.0<span style="display:inline-block;min-width:9ch">%*</span></td>\
        <td class="number" data-sort="">–</td></tr></tbody></table></div>\
        <p class="note">± is the 95% interval of 2 runs · * one run, no interval</p>
        """)
  }

  @Test func `a long table says what it leaves out`() throws {
    let table = try Table([Table.Column("n", (0..<1500).map { .int($0) })])
    let html = ExhibitHTML.html(.table(table), id: "t")
    #expect(html.contains("1000 of 1500 rows"))
    #expect(try #require(parsed("<body>\(html)</body>")).elements["tr"] == 1001)
  }

  @Test(arguments: hostileNames) func `hostile names stay names`(name: String) throws {
    let raster = try #require(Raster(width: 1, height: 1, rgb: [1, 2, 3]))
    let exhibits: [Exhibit] = [
      .text(name),
      .table(try Table([Table.Column(name, [.text(name), .int(1)])], caption: name)),
      .plot(Plot(.bar, title: name, series: [.init(name, [.init(0, 1)])], categories: [name])),
      .images(ImageGrid([.init(raster, label: name)])),
    ]
    for exhibit in exhibits {
      let html = ExhibitHTML.html(exhibit, id: "e")
      let (elements, _, _) = try #require(parsed("<body>\(html)</body>"))
      #expect(elements["script"] == nil)
      #expect(!html.unicodeScalars.contains { $0.value == 0x202E || $0.value == 0x1B })
    }
  }

  @Test func `pictures stand in the page to the pixel`() throws {
    let raster = try #require(
      Raster(width: 5, height: 3, rgb: (0..<45).map { UInt8($0 * 5) }))
    let html = ExhibitHTML.html(.images(ImageGrid([.init(raster, label: "five")])), id: "i")
    #expect(html.contains("alt=\"five\" width=\"125\" class=\"tiny\"/>"))
    let start = try #require(html.range(of: "base64,")).upperBound
    let data = try #require(Data(base64Encoded: String(html[start...].prefix { $0 != "\"" })))
    #expect(try PNGDecoder.decode(Array(data)).pixels == raster.rgb)
  }

  @Test func `a sheet holds all pictures`() throws {
    let red = try #require(Raster(width: 100, height: 50, rgb: .init(repeating: 200, count: 15000)))
    let png = try #require(
      ExhibitPNG.png(.images(ImageGrid([ImageGrid.Item](repeating: .init(red), count: 12)))))
    let sheet = try PNGDecoder.decode(png)
    #expect(sheet.width == 9 * 104 - 4 && sheet.height == 2 * 54 - 4)
    #expect(sheet.pixel(x: 2 * 104 + 99, y: 54 + 49)?.red == 200)
    #expect(sheet.pixel(x: 3 * 104, y: 54)?.red == 255)
    #expect(ExhibitPNG.png(.images(ImageGrid([]))) == nil && ExhibitPNG.png(.text("")) == nil)
    let tiny = try #require(Raster(width: 2, height: 1, rgb: [1, 2, 3, 4, 5, 6]))
    let alone = try PNGDecoder.decode(
      try #require(ExhibitPNG.png(.images(ImageGrid([.init(tiny)])))))
    #expect(alone.width == 96 && alone.height == 48)
    #expect(alone.pixel(x: 47, y: 47)?.blue == 3 && alone.pixel(x: 48, y: 0)?.red == 4)
  }

  @Test func `the stylesheet knows both colour schemes`() {
    let css = ExhibitHTML.css
    #expect(css.hasPrefix(":root{--upt-paper:#ffffff;"))
    #expect(css.contains("@media (prefers-color-scheme:dark){:root{--upt-paper:#16181c;"))
    #expect(css.count { $0 == "{" } == css.count { $0 == "}" })
  }
}
