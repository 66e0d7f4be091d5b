internal import LabCluster

/// A finder on a cluster of so many nodes, and the defects that it must find there.
struct DetectionQuestion: Sendable {
    let finder: LabDefect.Finder
    let nodes: Int
    var defects: [LabDefect]

    /// Each finder once for each number of nodes, in the defects' order.
    static func all(about defects: [LabDefect]) -> [DetectionQuestion] {
        var questions: [DetectionQuestion] = []
        for defect in defects {
            for finder in defect.foundBy {
                if let known = questions.firstIndex(where: { $0.finder == finder && $0.nodes == defect.nodes }) {
                    questions[known].defects.append(defect)
                } else {
                    questions.append(DetectionQuestion(finder: finder, nodes: defect.nodes, defects: [defect]))
                }
            }
        }
        return questions
    }
}

extension LabDefect.Finder {
    /// Whether it needs a trial.
    var isTrial: Bool {
        switch self {
        case .check: false
        case .criterion: true
        }
    }
}
