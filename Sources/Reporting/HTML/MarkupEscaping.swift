extension String {
    /// Safe as text and as a quoted attribute of XML: specials as entities, what XML forbids as U+FFFD.
    var escapedForMarkup: String {
        var escaped = ""
        escaped.reserveCapacity(utf8.count)
        for scalar in unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            // A carriage return would be read back as a line feed.
            case "\r": escaped += "&#13;"
            default: escaped.unicodeScalars.append(scalar.isAllowedInXML ? scalar : "\u{FFFD}")
            }
        }
        return escaped
    }
}

extension Unicode.Scalar {
    /// The `Char` production of XML 1.0, less the C1 controls and the overrides of writing direction, which could
    /// make a name read as something else.
    fileprivate var isAllowedInXML: Bool {
        switch value {
        case 0x9, 0xA: true
        case 0x20...0x7E, 0xA0...0x2029, 0x202F...0x2065, 0x206A...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
