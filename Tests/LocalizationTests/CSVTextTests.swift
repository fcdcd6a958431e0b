import Localization
import Testing

/// Cells of comma-separated text, for people's spreadsheets and for programs.
struct CSVTextTests {
    @Test("Cells are quoted where they must be, and run by no spreadsheet", arguments: [
        ("", "", ""), ("a b", "a b", "a b"), ("a,b", "\"a,b\"", "\"a,b\""), ("dit \"oui\"", "\"dit \"\"oui\"\"\"", "\"dit \"\"oui\"\"\""),
        ("a\nb", "\"a\nb\"", "\"a\nb\""), ("a\rb", "\"a\rb\"", "\"a\rb\""), (" a", "\" a\"", "\" a\""), ("a ", "\"a \"", "\"a \""), ("é\tè", "é\tè", "é\tè"),
        ("=1+1", "'=1+1", "=1+1"), ("@SUM(A1)", "'@SUM(A1)", "@SUM(A1)"), ("\tx", "'\tx", "\tx"), ("\0=x", "'\0=x", "\0=x"),
        ("\n=x", "\"'\n=x\"", "\"\n=x\""), ("\r=x", "\"'\r=x\"", "\"\r=x\""), ("=\"x\"", "\"'=\"\"x\"\"\"", "\"=\"\"x\"\"\""),
        ("-", "'-", "-"), ("--1", "'--1", "--1"), ("+33 6 12", "'+33 6 12", "+33 6 12"), ("-cmd|x", "'-cmd|x", "-cmd|x"),
        ("-1.2.3", "'-1.2.3", "-1.2.3"), ("-inf", "'-inf", "-inf"), ("-0x1p3", "'-0x1p3", "-0x1p3"), ("-1e", "'-1e", "-1e"), ("-e5", "'-e5", "-e5"),
        ("-1e5+A1", "'-1e5+A1", "-1e5+A1"),
        ("-12", "-12", "-12"), ("+33612", "+33612", "+33612"), ("-12,5", "\"-12,5\"", "\"-12,5\""), ("-1.5e-07", "-1.5e-07", "-1.5e-07"), ("-.5", "-.5", "-.5"),
        ("'=1", "'=1", "'=1"), ("a=1", "a=1", "a=1"),
    ])
    func cells(cell: String, spreadsheet: String, program: String) {
        for (reader, written) in [(CSVText.Reader.spreadsheet, spreadsheet), (.program, program)] {
            var out: [UInt8] = []
            CSVText.append(cell, for: reader, to: &out)
            #expect(String(decoding: out, as: UTF8.self) == written)
        }
    }

    @Test("Records end as who reads them expects")
    func records() {
        #expect(CSVText.line(["a", "", "=b"]) == "a,,'=b\r\n")
        var out: [UInt8] = []
        CSVText.append(["a", "", "=b"], for: .program, to: &out)
        #expect(out == Array("a,,=b\n".utf8))
    }
}
