extension Duration {
    /// Whole milliseconds, for people: `412 ms`.
    var inMilliseconds: String { "\(Int(self / .milliseconds(1))) ms" }
}
