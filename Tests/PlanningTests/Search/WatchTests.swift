import Planning
import Testing

@Suite struct WatchTests {
    @Test func whoIsPatientNeverStopsASearch() {
        #expect(!Watch.patient.shouldStop())
        Watch.patient.report(Progress(iterations: 1, best: nil))
    }
}
