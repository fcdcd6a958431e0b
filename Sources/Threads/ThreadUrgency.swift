import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// How much of the processors a thread gets while others want them too.
package enum ThreadUrgency: Sendable {
    case normal
    /// Goes on at full speed on processors that nothing else needs, and gives way to answers wherever it would delay them.
    case background

    /// On the scale of `nice`(1), where each step is a tenth of the processor's time.
    private var niceness: Int32 { self == .background ? 10 : 0 }

    /// Gives the calling thread this urgency, for good: whoever is not root can only lower it.
    func takeForThread() { take(thread: 0) }

    /// Gives every thread of the process this urgency, and so those that they start later. In a process of root's, which may also
    /// ask for more, Dispatch gives some threads of its queues their own back.
    package func takeForProcess() {
        // Linux holds the niceness of each thread apart, under its own number; more may start while they are told.
        var told: Set<id_t> = []
        while true {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
            let others = Set(names.compactMap { id_t($0) }).subtracting(told)
            if others.isEmpty { return }
            for thread in others { take(thread: thread) }
            told.formUnion(others)
        }
    }

    /// - Parameter thread: its number; 0 for the calling one.
    private func take(thread: id_t) {
        #if os(Linux)
            let kind = __priority_which_t(PRIO_PROCESS.rawValue)
            // Whoever started the program may have asked for more.
            guard getpriority(kind, thread) < niceness else { return }
            // A system that refuses leaves the thread as it is, which is slower for others and wrong for nobody.
            _ = setpriority(kind, thread, niceness)
        #endif
    }
}
