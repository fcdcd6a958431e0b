import Catalog
import Foundation
import Testing

@Suite("Words of catalogues")
struct WordsTests {
    @Test("Licences by address, title, code or sentence", arguments: [
        ("Licence Ouverte Version 2.0", Licence.lov2), ("Licence Ouverte Version 1.0", .lov1), ("lov2", .lov2),
        ("https://www.etalab.gouv.fr/licence-ouverte-open-licence/", .lov2),
        ("Licence Ouverte 1.0 http://www.data.gouv.fr/Licence-Ouverte-Open-Licence.", .lov1),
        ("http://www.opendefinition.org/licenses/odc-odbl", .odbl), ("Open Database License (ODbL)", .odbl),
        ("http://creativecommons.org/licenses/by-sa/3.0/fr/", .ccBySA), ("https://creativecommons.org/licenses/by/4.0/", .ccBy),
        ("https://creativecommons.org/licenses/by-nc/4.0/", .otherClosed),
        ("http://publications.europa.eu/resource/authority/licence/ETALAB_2_0", .lov2),
        ("http://publications.europa.eu/resource/authority/licence/CC0", .ccZero),
    ])
    func licences(text: String, licence: Licence) {
        #expect(LicenceNames.recognise(text) == licence)
    }

    @Test("What names no licence is none", arguments: ["", "Rights on nested resource", "voir le site", "propriétaire"])
    func noLicence(text: String) {
        #expect(LicenceNames.recognise(text) == nil)
    }

    @Test("Rhythms of the European vocabulary, ISO 19115, ISO 8601 and portals", arguments: [
        ("http://publications.europa.eu/resource/authority/frequency/ANNUAL_2", Frequency.semiannual),
        ("http://purl.org/cld/freq/daily", .daily), ("asNeeded", .irregular), ("R/P1M", .monthly), ("Mensuelle", .monthly),
        ("notPlanned", .punctual), ("http://publications.europa.eu/resource/authority/frequency/QUARTERLY", .quarterly),
        ("threeTimesAYear", .threeTimesAYear), ("UNKNOWN", .unknown),
    ])
    func frequencies(text: String, frequency: Frequency) {
        #expect(FrequencyNames.recognise(text) == frequency)
    }

    @Test("Dates without guessing", arguments: [
        ("2016-12-14T19:01:24.184120", "2016-12-14T19:01:24"), ("2019-03-25T22:55:41.312+01:00", "2019-03-25T22:55:41+01:00"),
        ("jeu, 19/12/2019 - 03:00", "2019-12-19T03:00:00"), ("2019-09-30 22:00:00", "2019-09-30T22:00:00"), ("2019", "2019"),
        ("2019-02", "2019-02"), ("2019-02-01Z", "2019-02-01"), ("2019-02-30", nil), ("hier", nil), ("19/13/2019", nil),
        ("2022-07-29T10:07:13.000Z", "2022-07-29T10:07:13Z"),
    ] as [(String, String?)])
    func dates(written: String, read: String?) {
        #expect(DateText.normalise(written) == read)
    }

    @Test("Rectangles of every notation", arguments: [
        "POLYGON((1 48, 1 51, 4 51, 4 48, 1 48))", "1,48,4,51", "ENVELOPE(1, 4, 51, 48)",
        "<http://www.opengis.net/def/crs/EPSG/0/4326> Polygon((1 48, 1 51, 4 51, 4 48, 1 48))",
        "{\"type\":\"Polygon\",\"coordinates\":[[[1,48],[1,51],[4,51],[4,48],[1,48]]]}",
        "westlimit=1; southlimit=48; eastlimit=4; northlimit=51",
    ])
    func boxes(text: String) {
        #expect(SpatialText.box(text) == SpatialCoverage.Box(west: 1, south: 48, east: 4, north: 51))
    }

    @Test("What is no rectangle of this Earth is none", arguments: ["3,49,1,50", "1,48,4,99", "Paris", "{\"type\":\"Point\"}"])
    func noBox(text: String) {
        #expect(SpatialText.box(text) == nil)
    }

    @Test("Places of the French registers", arguments: [
        ("http://id.insee.fr/geo/commune/75056", "75056", Granularity.commune), ("fr:departement:80", "80", .departement),
        ("http://publications.europa.eu/resource/authority/country/FRA", "FR", .france),
    ])
    func places(uri: String, code: String, level: Granularity) {
        #expect(SpatialText.place(uri).code == code)
        #expect(SpatialText.place(uri).level == level)
    }

    @Test("Forms by name, type or address", arguments: [
        ("CSV", nil, nil, "csv"), (nil, "application/vnd.geo+json", nil, "geojson"), ("OGC:WMS", nil, nil, "wms"),
        ("WWW:LINK-1.0-http--link", nil, "http://a.fr/notice.pdf", "pdf"), ("WWW:LINK-1.0-http--link", nil, "http://a.fr/page", "html"),
        (nil, nil, "http://a.fr/wms?SERVICE=WMS", "wms"), (nil, nil, "http://a.fr/x", nil),
        ("https://www.iana.org/assignments/media-types/text/csv", nil, nil, "csv"),
    ] as [(String?, String?, String?, String?)])
    func formats(written: String?, type: String?, address: String?, name: String?) {
        #expect(FormatNames.normalise(written, mediaType: type, address: address) == name)
    }
}
