internal import NIOCore
internal import NIOPosix

// For threads that may block; never from the cooperative pool.
extension LabCluster {
    /// Starts all nodes; throws where a port is taken.
    package static func startWaiting(_ settings: LabSettings = LabSettings()) throws -> LabCluster {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        let state = try loop.submit {
            NIOLoopBound(ClusterState(settings, loop: loop), eventLoop: loop)
        }.wait()
        let cluster = LabCluster(group: group, state: state)
        do {
            try loop.flatSubmit { state.value.openListeners() }.wait()
            try loop.submit { state.value.beginSweeping() }.wait()
        } catch {
            cluster.stopWaiting()
            throw error
        }
        return cluster
    }

    /// Where clients begin.
    package func bootstrapWaiting() throws -> String {
        let state = state
        return try group.next().submit { state.value.bootstrap(.plaintext) }.wait()
    }

    /// As `stop()`.
    package func stopWaiting() {
        guard endsNow() else { return }
        do {
            let state = state
            try group.next().flatSubmit { state.value.close() }.wait()
            try group.syncShutdownGracefully()
        } catch {
            // What is left ends with the process.
        }
    }
}
