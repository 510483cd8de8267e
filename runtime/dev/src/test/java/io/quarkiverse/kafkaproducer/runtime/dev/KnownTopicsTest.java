package io.quarkiverse.kafkaproducer.runtime.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

class KnownTopicsTest {

    private final KnownTopics topics = new KnownTopics(List.of(
            new KnownTopic("payments", "${payments.topic}", "org.acme.Payment", true),
            new KnownTopic("other", "elsewhere", "org.acme.Other", true),
            new KnownTopic("", "audit", "org.acme.Event", false)), name -> name.replace("${payments.topic}", "payments-v1"));

    private final SendSeries sent = new SendSeries();

    @Test
    void declaredTopicsComeFirstThenTheOthersByName() {
        sent.of("zebras").acknowledged(0, 1);
        sent.of("audit").failed(0);
        assertThat(topics.suggested("payments", sent)).containsExactly(
                new TopicView("payments-v1", true, types("org.acme.Payment"), 0, 0),
                new TopicView("audit", false, types("org.acme.Event"), 0, 1),
                new TopicView("zebras", false, types(), 1, 0));
    }

    @Test
    void aProducerIsShownWithItsOwnTopicsAndThoseThatItHasSentTo() {
        assertThat(topics.of("payments", sent)).extracting(TopicView::topic).containsExactly("payments-v1");
        sent.of("audit").acknowledged(0, 1);
        assertThat(topics.of("payments", sent)).extracting(TopicView::topic).containsExactly("payments-v1", "audit");
    }

    @Test
    void onlyTypesThatAreSentAreKnown() {
        assertThat(topics.carry("org.acme.Event")).isTrue();
        assertThat(topics.carry("java.lang.Runtime")).isFalse();
    }

    private static Set<String> types(String... types) {
        return new LinkedHashSet<>(List.of(types));
    }
}
