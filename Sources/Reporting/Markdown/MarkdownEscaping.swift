extension String {
    /// Safe as text within a line or a table cell of GitHub's Markdown: specials escaped, line breaks as spaces.
    var escapedForMarkdown: String {
        var escaped = ""
        for scalar in printable.unicodeScalars {
            switch scalar {
            // A mention or a link to an issue would reach people who have nothing to do with the trial.
            case "@": escaped += "@\u{2060}"
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\\", "`", "*", "_", "{", "}", "[", "]", "#", "|", "~", "$": escaped += "\\" + String(scalar)
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped.replacing("://", with: ":\u{2060}//")
    }
}
