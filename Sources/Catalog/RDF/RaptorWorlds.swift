import CRaptor
import Synchronization

/// A `raptor_world`, which one parse at a time uses.
///
/// `@unchecked Sendable`: the pointer is handed from one parse to the next through a lock, never shared.
@safe struct RaptorWorld: @unchecked Sendable {
    let pointer: OpaquePointer
}

/// The worlds of the process.
///
/// A world is made once and never freed: freeing one calls `xmlCleanupParser` and `xsltCleanupGlobals`, which take away
/// from under all other threads what they parse XML with. There are as many as there were parses at once.
enum RaptorWorlds {
    private static let idle = Mutex<[RaptorWorld]>([])

    /// Calls `body` with a world that nothing else uses; `nil` where the library makes none.
    static func withWorld<Result>(_ body: (OpaquePointer?) throws -> Result) rethrows -> Result {
        let world = idle.withLock { $0.popLast() ?? make() }
        defer {
            if let world {
                unsafe raptor_world_set_log_handler(world.pointer, nil, nil)
                idle.withLock { $0.append(world) }
            }
        }
        return try unsafe body(world?.pointer)
    }

    /// Called under the lock: opening a world sets what libxml2 and libxslt hold for the whole process.
    private static func make() -> RaptorWorld? {
        guard let world = unsafe portulan_raptor_new_world() else { return nil }
        // The library must not so much as prepare its network client.
        _ = unsafe raptor_world_set_flag(world, RAPTOR_WORLD_FLAG_WWW_SKIP_INIT_FINISH, 1)
        // Nor take the error handlers of those who parse XML by themselves on the same thread.
        _ = unsafe raptor_world_set_flag(world, RAPTOR_WORLD_FLAG_LIBXML_GENERIC_ERROR_SAVE, 0)
        _ = unsafe raptor_world_set_flag(world, RAPTOR_WORLD_FLAG_LIBXML_STRUCTURED_ERROR_SAVE, 0)
        unsafe raptor_world_open(world)
        return unsafe RaptorWorld(pointer: world)
    }
}
