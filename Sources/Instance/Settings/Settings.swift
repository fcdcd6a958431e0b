package import Foundation

/// What the operator of an instance decides, read from `portulan.yaml` and overridden by `PORTULAN_…` variables.
///
/// Each property is declared once more, with its key, its limits and its default, in ``Setting/all``.
package struct Settings: Sendable, Hashable {
    /// The two looks of the pages. The State's charter (`dsfr`) covers the State's own services only.
    package enum Theme: String, Sendable, Hashable, CaseIterable { case dsfr, neutre }
    package enum LogLevel: String, Sendable, Hashable, CaseIterable { case debug, info, warning, error }
    package enum LogFormat: String, Sendable, Hashable, CaseIterable { case text, json }

    /// Name of the site, in the header and the titles of its pages.
    package var title = ""
    /// Who publishes the site; empty where nobody said.
    package var organization = ""
    /// Where people write to; empty where nobody said.
    package var contact = ""
    package var theme = Theme.dsfr
    /// The lines of the State mark (*bloc-marque*), with slashes between them; shown with ``Theme/dsfr`` alone.
    package var stateMark = ""
    /// What the site is for, under its name; empty shows a general sentence.
    package var tagline = ""
    /// The address by which the public reaches the site, without a slash at its end; nil where it is not public.
    package var baseURL: URL?

    /// Address to listen on.
    package var address = ""
    /// TCP port to listen on; zero takes any free one.
    package var port = 0
    /// Whether `X-Forwarded-…` fields are believed: only behind a proxy that sets them.
    package var trustsProxy = false
    /// Largest body of a request, in bytes.
    package var bodyLimit: Int64 = 0
    /// Requests per second that one client may send for long; zero lifts the limit.
    package var rateLimit = 0.0
    /// Requests that one client may send at once before ``rateLimit`` holds it.
    package var rateBurst = 0

    /// Least length of a new password, in characters.
    package var passwordLength = 0
    /// How long a session lasts without a request, in seconds.
    package var sessionIdle = 0.0
    /// How long a session lasts in all, in seconds.
    package var sessionMax = 0.0
    /// How long the audit journal is kept, in days.
    package var journalDays = 0

    /// `sqlite`, or the `postgresql://` address of the store, without a password.
    package var store = ""
    /// A file that holds the password of a PostgreSQL store, its path from the instance's folder; empty where there is
    /// none.
    package var storePasswordFile = ""

    /// Longest time of one query, in seconds.
    package var queryTimeout = 0.0
    /// Most rows of one page of the API.
    package var pageSizeMax = 0
    /// Memory that queries may use together, in bytes.
    package var queryMemory: Int64 = 0
    /// Queries that run at once; zero is one for each processor.
    package var queryWorkers = 0
    /// Memory for the tables that are kept ready, in bytes; zero keeps none.
    package var hotTables: Int64 = 0

    /// Jobs that run at once.
    package var jobWorkers = 0
    /// Largest file that is taken in, in bytes.
    package var fileMax: Int64 = 0
    /// Whether files may be fetched from private addresses (RFC 1918 and the like).
    package var privateAddresses = false

    /// Folders that hold services, besides the instance's own, with colons between them; relative to the instance.
    package var serviceFolders = ""
    /// `NAME=value` with blanks between them: values of `${NAME}` in the sources of services.
    package var serviceVariables = ""

    /// Shortest time between two requests to one portal, in seconds.
    package var harvestInterval = 0.0
    /// Times that a page is asked for before a reading goes on without it.
    package var harvestAttempts = 0
    /// First wait after a failed request, in seconds; each next one is twice as long.
    package var harvestPatience = 0.0
    /// Longest wait that a portal may ask for within a reading, in seconds.
    package var harvestWaitMax = 0.0
    /// Records asked for at a time.
    package var harvestPageSize = 0
    /// Largest page of a portal, in bytes.
    package var harvestPageMax: Int64 = 0
    /// Shortest time between two checks of a resource's address, in seconds; zero checks none.
    package var linkCheckInterval = 0.0

    /// A folder of table schemas of one's own, relative to the instance; empty where there is none.
    package var schemaFolder = ""
    /// The list of schemas that is harvested.
    package var schemaCatalogue: URL?
    /// Largest file that people may have checked, in bytes.
    package var checkMax: Int64 = 0
    /// How long a checked file and its report stay at hand, in seconds.
    package var checkKept = 0.0
    /// Files checked at once.
    package var checksAtOnce = 0

    package var logLevel = LogLevel.info
    package var logFormat = LogFormat.text

    /// Every setting at its default.
    package init() {
        for setting in Setting.all {
            do {
                try setting.apply(setting.defaultText, &self)
            } catch {
                preconditionFailure("the default of \(setting.key) is not a value of its kind")
            }
        }
    }
}
