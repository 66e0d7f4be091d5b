import Foundation
import Synchronization

/// Ends what a test process has started when that process is gone, whatever ended it.
///
/// One small shell, in a process group of its own, reads from a pipe whose only writer is the test process. The
/// kernel closes the pipe on exit, crash, Ctrl-C and SIGKILL alike; the shell then kills the process groups and
/// removes the folders it was told of. `PR_SET_PDEATHSIG` was not taken: it follows the *thread* that started the
/// child, and the threads of a test run come and go.
final class Lifeline: Sendable {
    static let shared = Lifeline()

    private let writer: Mutex<Int32?>

    private init() {
        do {
            let pipe = try PipeEnds.open()
            var spawn = SpawnRequest(executable: URL(filePath: "/bin/sh"), arguments: ["-c", Self.script])
            spawn.input = .descriptor(pipe.reader)
            _ = try spawn.start()
            close(pipe.reader)
            writer = Mutex(pipe.writer)
        } catch {
            // Tests still stop what they start; only a killed test run would leave something behind.
            FileHandle.standardError.write(Data("no lifeline for this test run: \(error)\n".utf8))
            writer = Mutex(nil)
        }
    }

    /// The group is killed when the test process ends.
    func remember(group: pid_t) { tell("group \(group)") }

    /// The group has ended: its number may soon belong to someone else.
    func forget(group: pid_t) { tell("ended \(group)") }

    /// The folder is removed when the test process ends; it need not exist any more by then.
    func remember(directory: URL) { tell("folder \(directory.path)") }

    private func tell(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        writer.withLock { descriptor in
            guard let descriptor else { return }
            // Shorter than PIPE_BUF: written whole or not at all.
            if write(descriptor, bytes, bytes.count) != bytes.count {
                FileHandle.standardError.write(Data("the lifeline did not take '\(line)'\n".utf8))
            }
        }
    }

    /// Zombies count as alive for `kill -s 0`, and nobody may reap them in a container: hence the bound on the wait.
    private static let script = #"""
        groups=' '
        set --
        while IFS=' ' read -r verb what; do
            case $verb in
                group) groups="$groups$what " ;;
                ended) case $groups in *" $what "*) groups="${groups%% "$what" *} ${groups#* "$what" }" ;; esac ;;
                folder) set -- "$@" "$what" ;;
            esac
        done
        for group in $groups; do kill -s KILL -- "-$group"; done
        for group in $groups; do
            tries=0
            while [ $tries -lt 20 ] && kill -s 0 -- "-$group"; do sleep 0.1; tries=$((tries + 1)); done
        done
        [ $# -eq 0 ] || rm -rf -- "$@"
        """#
}
