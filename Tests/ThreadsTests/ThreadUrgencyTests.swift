import Foundation
import Testing
import Threads

#if canImport(Glibc)
    import Glibc
#endif

struct ThreadUrgencyTests {
    #if os(Linux)
        @Test(arguments: [(ThreadUrgency.normal, 0), (.background, 10)] as [(ThreadUrgency, Int32)])
        func urgency(_ urgency: ThreadUrgency, _ more: Int32) async throws {
            let own = getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0)
            let found = try await OwnThread.run("essai", urgency) { _ in
                getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0)
            }
            // A test run may itself be told to give way.
            #expect(found == (more > 0 ? max(more, own) : own))
        }
    #endif
}
