package import Foundation

/// The checkout that these tests were built from.
package enum RepositoryRoot {
    /// The folder that holds `Package.swift`.
    package static let url: URL = {
        var folder = URL(filePath: #filePath)
        // Tests/TestSupport/RepositoryRoot.swift: three steps up.
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        return folder
    }()

    /// Reads a text file by its path inside the checkout.
    package static func text(_ path: String) throws -> String {
        try String(contentsOf: url.appending(path: path), encoding: .utf8)
    }
}
