package import Journal

/// Names one request; late answers to requests that were given up are told by it and ignored.
package struct RequestID: Hashable, Sendable {
    package let number: UInt64

    package init(_ number: UInt64) { self.number = number }
}

/// What to ask the office; the driver fetches the bytes from the journal, the key ring and the attachments.
package enum SyncRequest: Hashable, Sendable {
    case hello(SyncGreeting)
    case keys([KeyID])
    /// Entries behind this place, about so many bytes of them; sequence 0 means from the first of the generation.
    case entries(after: Position, bytes: Int)
    case chunk(AttachmentRef, offset: UInt64)
    case pieces([AttachmentPiece])
    case feed(after: UInt64, epoch: UInt32)
}

/// Part of an attachment's file, as the kit's machine plans it.
package struct AttachmentPiece: Hashable, Sendable {
    package let ref: AttachmentRef
    package let offset: UInt64
    package let count: Int

    package init(ref: AttachmentRef, offset: UInt64, count: Int) {
        self.ref = ref
        self.offset = offset
        self.count = count
    }

    var end: UInt64 { offset + UInt64(count) }
}

/// What the machine puts into a ``Hello``; the driver adds what only it knows (catalogue, program version).
package struct SyncGreeting: Hashable, Sendable {
    package let head: SignedHead?
    package let epoch: UInt32
    package let feedThrough: UInt64
    package let unsent: UInt64
}

package enum SyncAnswer: Equatable, Sendable {
    case hello(HelloAnswer)
    case keys(KeysAnswer)
    case entries(EntriesAnswer)
    case chunk(AttachmentAnswer)
    case pieces(PiecesAnswer)
    case feed(FeedAnswer)
}

package enum KitSyncEvent: Equatable, Sendable {
    case started
    /// Entries were appended; the head of the generation being written.
    case journalGrew(SignedHead)
    case keysMade([KeyID])
    /// An attachment's file is durable, and so is the entry that names it.
    case attachmentReady(AttachmentRef)
    /// After ``KitSyncAction/epochBegan(_:)``: everything this kit still holds, to be shipped again if missing there.
    case inventory(keys: [KeyID], attachments: [AttachmentRef])
    /// The epoch could not be noted; greet again later, and be told of it again.
    case epochNotNoted(String)
    /// The time set by ``KitSyncAction/setTimer(at:)`` has come; coming early or twice does no harm.
    case timer
    /// The network came up, or a person pressed "Jetzt übertragen".
    case tryNow
    /// A batch was made and goes out; it ends here. Only who tells it has the next one sent before the answer comes.
    case loaded(RequestID, through: Position)
    case answered(RequestID, SyncAnswer)
    case failed(RequestID, SyncTrouble)
    /// The messages given out, the last of which had this number, are entries of the journal now.
    case feedRecorded(epoch: UInt32, through: UInt64)
    case feedNotRecorded(String)
    case stopped
}

package enum KitSyncAction: Equatable, Sendable {
    case send(RequestID, SyncRequest, contact: ContactToken?)
    /// Close the connections and forget every request that is under way.
    case dropConnections
    /// Replaces the timer set before.
    case setTimer(at: Timestamp)
    /// Append these to the journal, in this order, in one transaction; then answer ``KitSyncEvent/feedRecorded``.
    case recordFeed([FeedMessage])
    /// Durably note that the office has these; a note that is lost only costs sending them again.
    case noteKeys([KeyID])
    case noteAttachment(KeyID)
    /// The office was restored: durably note the epoch, forget what was noted of keys and attachments, give the inventory.
    case epochBegan(UInt32)
    /// The office owns the case: erase its key here and on the mirror, if the case has no entry after the one named.
    case eraseKeys(caseNumber: String, Acknowledged)
    /// Segments that end at or before these places may be dropped.
    case backedUp([Position])
    /// The office's clock, to compare with the kit's own.
    case learnedTime(Timestamp)
    /// The office takes nothing from this kit, or (nil) does again.
    case refused(Refusal?)
    /// A feed message that orders the kit to stop, go on or erase was recorded.
    case obey(FeedKind, LockOrder)
    /// The office has entries of this generation that this disk lacks: begin a new generation.
    case journalIsBehind(office: Head)
    case show(SyncProgress)
}
