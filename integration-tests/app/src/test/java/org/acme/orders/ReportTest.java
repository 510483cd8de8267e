package org.acme.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Tests the output of a terminal, which gets standard output and error together. */
class ReportTest {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(screen, true, StandardCharsets.UTF_8);
    private final RecordMetadata written = new RecordMetadata(new TopicPartition("orders", 2), 7, 0, 0, 3, 9);
    private final Sending sending = new Sending();

    @Test
    void theBarStaysBelowTheLines() {
        Report report = new Report(stream, stream, new ProgressBar(200));
        sending.countSent(written, "u-1", new byte[] { '1' }, 500_000);
        report.progress(50, sending);

        report.acknowledged(written, "u-1", 500_000);
        report.failed(8, "not JSON");

        String bar = "[#######-----------------------]  25 %  1 sent, 0 failed";
        assertThat(screen.toString(StandardCharsets.UTF_8)).isEqualTo(
                CLEAR_LINE + "orders  partition 2  offset 7  key 'u-1'  0.50 ms" + System.lineSeparator() + bar
                        + CLEAR_LINE + "line 8: not JSON" + System.lineSeparator() + bar);
    }

    @Test
    void theBarIsGoneWhenEverythingIsSent() {
        Report report = new Report(stream, stream, new ProgressBar(200));
        report.progress(200, sending);

        report.sent(sending, new KeyField(""));

        assertThat(screen.toString(StandardCharsets.UTF_8)).isEqualTo(CLEAR_LINE + "sent 0, failed 0" + System.lineSeparator());
    }

    @Test
    void saysWhatTheTopicLacks() {
        Report report = new Report(stream, stream, null);

        report.readBack(new ReadBack.Result(5, 3, 1, null, "nothing more came within 30 s"));
        report.readBack(new ReadBack.Result(5, 5, 0, "u\n1", null));

        assertThat(screen.toString(StandardCharsets.UTF_8).lines()).containsExactly(
                "read back 3 of 5, 1 not as sent, nothing more came within 30 s",
                "read back 5 of 5, order not kept for key 'u\\u000a1'");
    }
}
