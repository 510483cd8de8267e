package org.acme.orders;

import java.io.IOException;

import jakarta.inject.Singleton;

import org.apache.kafka.clients.producer.RecordMetadata;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerClosedException;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendInterruptedException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;

/** Sends line after line, each when the one before it has been acknowledged. What cannot be sent does not stop the others. */
@Singleton
public class Sender {

    /** Each takes up to ten seconds. After three in a row no broker is to be expected any more. */
    private static final int UNANSWERED_IN_A_ROW = 3;

    private final Producer producer;
    private final ObjectMapper mapper;

    public Sender(Producer producer, ObjectMapper mapper) {
        this.producer = producer;
        this.mapper = mapper;
    }

    /**
     * @throws IOException if the input breaks while it is read, or the topic is not legal; its message is for the user
     */
    Sending send(JsonLines lines, String topic, KeyField keyField, Report report) throws IOException {
        Sending sending = new Sending();
        int unanswered = 0;
        for (Line line = lines.next(); line != null; line = lines.next()) {
            if (line instanceof Line.Document document) {
                try {
                    sendOne(document, topic, keyField.keyOf(document.value()), sending, report);
                    unanswered = 0;
                } catch (SendException e) {
                    sending.countFailed();
                    report.failed(line.number(), message(e));
                    unanswered = isUnanswered(e) ? unanswered + 1 : 0;
                    if (unanswered == UNANSWERED_IN_A_ROW || isShutdown(e)) {
                        sending.stopAfter(line.number());
                        break;
                    }
                }
            } else if (line instanceof Line.NotJson bad) {
                sending.countFailed();
                report.failed(bad.number(), bad.reason());
            }
            report.progress(lines.bytesRead(), sending);
        }
        return sending;
    }

    /**
     * @throws IOException if it cannot be sent; its message is for the user
     */
    void sendSummary(Sending sending, String topic) throws IOException {
        try {
            producer.send(topic, Summary.of(sending));
        } catch (SendException | IllegalArgumentException e) {
            throw new IOException("The summary was not sent: " + e.getMessage(), e);
        }
    }

    private void sendOne(Line.Document document, String topic, String key, Sending sending, Report report)
            throws IOException {
        long started = System.nanoTime();
        RecordMetadata written;
        try {
            written = producer.send(topic, document.value(), key);
        } catch (IllegalArgumentException e) {
            // it would be the same for every line
            throw new IOException("Nothing can be sent to the topic '" + Printable.text(topic) + "': " + e.getMessage(), e);
        }
        long nanos = System.nanoTime() - started;
        sending.countSent(written, key, mapper.writeValueAsBytes(document.value()), nanos);
        report.acknowledged(written, key, nanos);
    }

    private static boolean isUnanswered(SendException failure) {
        return failure instanceof SendTimeoutException || failure.getCause() instanceof ClientCreationException;
    }

    private static boolean isShutdown(SendException failure) {
        return failure instanceof ProducerClosedException || failure instanceof SendInterruptedException;
    }

    private static String message(SendException failure) {
        return failure.outcome() == Outcome.UNKNOWN ? failure.getMessage() + " (it may have been written nevertheless)"
                : failure.getMessage();
    }
}
