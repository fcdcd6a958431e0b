import Indicators

/// Every address of public services: the one table from which the router and the check of the documentation are made.
///
/// The last piece of a path may end in `.json` or, for figures, `.csv`: the same thing for programs.
package enum ServiceAddress: String, AddressPattern, CaseIterable {
    case list, listDocument
    case service, page, block, indicator

    /// As the router writes it.
    package var path: String {
        switch self {
        case .list: "/services"
        case .listDocument: "/services.json"
        case .service: "/services/{service}"
        case .page: "/services/{service}/{page}"
        case .indicator: "/services/{service}/indicateurs/{page}"
        case .block: "/services/{service}/{page}/blocs/{block}"
        }
    }

    static func service(_ slug: String) -> String { list.path + "/" + RequestTarget.encode(slug) }

    static func page(_ service: String, _ slug: String) -> String { self.service(service) + "/" + RequestTarget.encode(slug) }

    static func block(_ service: String, _ page: String, _ id: String) -> String {
        self.page(service, page) + "/blocs/" + RequestTarget.encode(id)
    }

    static func indicator(_ id: IndicatorID) -> String {
        service(id.service) + "/indicateurs/" + RequestTarget.encode(id.slug)
    }
}

/// The form in which an address asks for something.
enum ServiceForm: String {
    case html, json, csv

    /// The form that the end of a path names, and the path without it.
    static func of(_ name: String) -> (name: String, form: ServiceForm) {
        for form in [json, csv] where name.hasSuffix("." + form.rawValue) && name.count > form.rawValue.count + 1 {
            return (String(name.dropLast(form.rawValue.count + 1)), form)
        }
        return (name, html)
    }
}
