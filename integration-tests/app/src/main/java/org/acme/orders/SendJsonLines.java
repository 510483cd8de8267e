package org.acme.orders;

import java.io.IOException;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.ObjectMapper;

import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The command line: sends the lines, says how it went, and reads the topic back. */
@Command(name = "send-json-lines", sortOptions = false, description = {
        "Sends a JSON Lines file, one record a line, to a Kafka topic and reads the records back.",
        "The brokers are those of -Dkafka.bootstrap.servers=HOST:PORT or of the environment variable "
                + "KAFKA_BOOTSTRAP_SERVERS." }, exitCodeListHeading = "Exit codes:%n", exitCodeList = {
                        "0:every line was sent and read back, in order",
                        "1:a line was not sent, the input is not readable, or the topic is not as it was sent",
                        "2:an option is wrong or missing" })
public class SendJsonLines implements Callable<Integer> {

    @Option(names = "--input", required = true, paramLabel = "FILE", description = {
            "The file, in UTF-8; - for standard input. Blank lines are skipped." })
    String input;

    @Option(names = "--topic", required = true, paramLabel = "TOPIC", description = "The topic to send to.")
    String topic;

    @Option(names = "--key", defaultValue = "", paramLabel = "FIELD", description = {
            "The field whose text, number or boolean becomes the record's key.",
            "A line that has no such field is sent without a key, and so is every line without this option." })
    String key;

    @Option(names = "--summary", paramLabel = "TOPIC", description = "A topic to send a summary to, in the end.")
    String summary;

    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this text.")
    boolean help;

    private final Sender sender;
    private final ReadBack readBack;
    private final ObjectMapper mapper;

    public SendJsonLines(Sender sender, ReadBack readBack, ObjectMapper mapper) {
        this.sender = sender;
        this.readBack = readBack;
        this.mapper = mapper;
    }

    @Override
    public Integer call() {
        KeyField keyField = new KeyField(key);
        try (Input source = Input.open(input); Report report = Report.toConsole(source.size())) {
            Sending sending = sender.send(new JsonLines(source.stream(), mapper), topic, keyField, report);
            report.sent(sending, keyField);
            if (summary != null) {
                sender.sendSummary(sending, summary);
            }
            ReadBack.Result result = readBack.compare(sending.receipts());
            report.readBack(result);
            return sending.complete() && result.asSent() ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (IOException e) {
            Report.complain(e.getMessage());
            return ExitCode.SOFTWARE;
        }
    }
}
