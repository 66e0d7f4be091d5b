/// How much longer than a machine of one's own needs a test waits before it gives up.
///
/// Bounds of waiting are there for what hangs. A machine that is shared, or slow, may take several times as long for what
/// does not; a bound that is too high costs nothing where the tests pass.
enum Patience {
    static let factor = 5
}
