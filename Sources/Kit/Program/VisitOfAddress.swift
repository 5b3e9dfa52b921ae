package import Casework
import Hummingbird
import Pages

extension DeskView {
    /// The visit of the address.
    func visit(in context: KitContext) throws -> Visit {
        guard let id = context.parameters.get("visit"), !id.isEmpty, let found = state.visit(VisitID(id)) else {
            throw DeskFault.noSuchVisit
        }
        return found.visit
    }

    package func outing(of visit: VisitID) throws(DeskFault) -> OutingID {
        guard let found = state.visit(visit) else { throw .noSuchVisit }
        return found.outing.id
    }
}

extension Visit {
    func person(in context: KitContext) throws -> Visit.Person {
        guard let id = context.parameters.get("person"), !id.isEmpty, let person = person(PersonID(id)) else {
            throw OutingRefusal.noSuchPerson
        }
        return person
    }
}
