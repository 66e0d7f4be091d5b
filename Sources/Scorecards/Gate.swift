/// The exit code that a pipeline sees.
package enum Gate {
    /// 0 green, or yellow unless `strict`; 10 yellow with `strict`; 20 red; 30 unknown.
    package static func exitCode(_ rating: Rating, strict: Bool) -> Int32 {
        switch rating {
        case .green: 0
        case .yellow: strict ? 10 : 0
        case .red: 20
        case .unknown: 30
        }
    }
}
