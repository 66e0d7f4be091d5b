/// Checks the bootstrap string of a cluster: `host:port,host:port`, IPv6 hosts in brackets.
enum BootstrapList {
    /// What is wrong, without the text itself; nil for a usable list.
    static func fault(in text: String) -> String? {
        let entries = text.split(separator: ",", omittingEmptySubsequences: false)
        for (index, entry) in entries.enumerated() {
            if let fault = fault(inEntry: entry.drop { $0 == " " }) {
                return entries.count == 1 ? fault : "entry \(index + 1) of \(entries.count): \(fault)"
            }
        }
        return nil
    }

    private static func fault(inEntry entry: Substring) -> String? {
        var rest = entry
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        if rest.isEmpty { return "it is empty" }
        guard let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("]") else { return "it has no port" }
        let host = rest[..<colon]
        let port = rest[rest.index(after: colon)...]
        if host.isEmpty { return "it has no host" }
        if !isHost(host) { return "its host has characters that no host name has" }
        guard port.allSatisfy({ ("0"..."9").contains($0) }), let number = Int(port), (1...65535).contains(number) else {
            return "its port is no number from 1 to 65535"
        }
        return nil
    }

    private static func isHost(_ host: Substring) -> Bool {
        if host.hasPrefix("["), host.hasSuffix("]") {
            return host.dropFirst().dropLast().allSatisfy { $0.isHexDigit || ":.%".contains($0) || $0.isLetter }
        }
        return host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_".contains($0)) }
    }
}
