package io.quarkiverse.kafkaproducer.runtime.footprint;

import java.time.Instant;
import java.util.List;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.footprint.Payload;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;
import io.quarkiverse.kafkaproducer.runtime.send.TransactionEnd;

/** Leaves a footprint of each send. */
public final class SendFootprints implements SendObserver {

    private final LoggedFootprints footprints;
    private final boolean reactive;

    public SendFootprints(LoggedFootprints footprints) {
        this(footprints, false);
    }

    private SendFootprints(LoggedFootprints footprints, boolean reactive) {
        this.footprints = footprints;
        this.reactive = reactive;
    }

    @Override
    public SendObserver ofReactiveSends() {
        return new SendFootprints(footprints, true);
    }

    @Override
    public void acknowledged(Submission submission, RecordMetadata metadata) {
        if (!submission.isOfBatch() && footprints.isSuccessWanted()) {
            leaveWritten(footprints.settings().success(), WrittenFootprint.Kind.IN_TIME, submission, metadata, !reactive);
        }
    }

    @Override
    public void acknowledgedLate(Submission submission, RecordMetadata metadata) {
        if (footprints.isWanted(LogType.WARNING)) {
            // whoever sent it has gone
            leaveWritten(LogType.WARNING, WrittenFootprint.Kind.LATE, submission, metadata, false);
        }
    }

    private void leaveWritten(LogType type, WrittenFootprint.Kind kind, Submission submission, RecordMetadata metadata,
            boolean mayWait) {
        footprints.leave(new WrittenFootprint(type, kind, submission, metadata, footprints.settings().includeKey()), null,
                submission.traceId(), mayWait);
    }

    @Override
    public void batchAcknowledged(String producer, String controller, List<RecordMetadata> metadata, long started) {
        if (!footprints.isSuccessWanted()) {
            return;
        }
        footprints.leave(new BatchFootprint(footprints.settings().success(), producer, controller, metadata, started), null,
                null, !reactive);
    }

    @Override
    public void failed(Submission submission, SendException failure) {
        if (footprints.isWanted(LogType.ERROR)) {
            footprints.leave(new FailedFootprint(submission, failure, footprints.settings().includeKey()), failure,
                    submission.traceId(), !reactive);
        }
    }

    @Override
    public void transactionEnded(TransactionEnd end) {
        LogType type = switch (end.result()) {
            case COMMITTED -> footprints.settings().success();
            case ABORTED -> LogType.WARNING;
            case UNKNOWN -> LogType.ERROR;
        };
        boolean wanted = end.result() == TransactionEnd.Result.COMMITTED ? footprints.isSuccessWanted()
                : footprints.isWanted(type);
        if (wanted) {
            footprints.leave(new TransactionFootprint(type, end), end.failure(), null, !reactive);
        }
    }

    @Override
    public void clientNotCreated(String producer, String controller, ClientCreationException failure) {
        if (!footprints.isWanted(LogType.ERROR)) {
            return;
        }
        footprints.leave(new PendingFootprint(LogType.ERROR) {
            @Override
            Footprint inWords(Instant timestamp) {
                return new Footprint(logType(), "Kafka Producer", controller, "Error creating KafkaProducer",
                        Payload.of("producer", producer, "error", ErrorDescription.of(failure)), timestamp);
            }
        }, failure, null, !reactive);
    }
}
