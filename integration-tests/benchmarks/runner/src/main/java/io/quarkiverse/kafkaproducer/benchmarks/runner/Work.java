package io.quarkiverse.kafkaproducer.benchmarks.runner;

import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.*;

import java.util.List;

/** The works, as the documentation numbers them. */
enum Work {

    W1("One thread sends and waits", senders()),
    W2("Threads that each send and wait", senders()),
    W3("A burst of asynchronous sends", List.of(LIMIT, BARE, BARE_LINGER_0, BARE_IN_FLIGHT_1, REACTIVE, REACTIVE_FOOTPRINTS,
            REACTIVE_JSON, STREAM, STREAM_FOOTPRINTS, EMITTER, EMITTER_LINGER_0, TEMPLATE, TEMPLATE_LINGER_0)),
    W4("What a send costs beyond encoding and the client", List.of()),
    W5("The first send of an application", List.of()),
    W6("Start-up time and memory of an application", List.of()),
    W7("Many topics and many senders", List.of(BARE_LINGER_0, BLOCKING, BLOCKING_FOOTPRINTS)),
    W8("The transactional outbox", List.of()),
    W9("From an application's first line to its first acknowledgment", List.of());

    final String title;
    final List<Contestant> contestants;

    Work(String title, List<Contestant> contestants) {
        this.title = title;
        this.contestants = contestants;
    }

    private static List<Contestant> senders() {
        return List.of(LIMIT, BARE, BARE_LINGER_0, BARE_IN_FLIGHT_1, BLOCKING, BLOCKING_FOOTPRINTS, BLOCKING_JSON, REACTIVE,
                REACTIVE_FOOTPRINTS, REACTIVE_JSON, EMITTER, EMITTER_LINGER_0, TEMPLATE, TEMPLATE_LINGER_0);
    }
}
