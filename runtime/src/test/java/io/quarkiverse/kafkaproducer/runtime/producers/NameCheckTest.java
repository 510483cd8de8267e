package io.quarkiverse.kafkaproducer.runtime.producers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.configuration.ConfigurationException;

class NameCheckTest {

    private static NameCheck check(Set<String> injected, Set<String> configured) {
        return new NameCheck(new UsedNames(injected, injected, false), configured, configured);
    }

    @Test
    void aNameThatIsInjectedAndNotConfiguredIsAskedForWithTheOneThatIsMeant() {
        NameCheck check = check(Set.of("<default>", "paymnets"), Set.of("payments"));

        assertThatThrownBy(check::requireConfigured).isInstanceOf(ConfigurationException.class)
                .hasMessage("A producer is injected by @ProducerName(\"paymnets\"), but nothing is configured for this name: "
                        + "set quarkus.kafka-producer.\"paymnets\".bootstrap-servers, or any other property of it. "
                        + "Did you mean \"payments\"?");
        assertThat(check.warnings()).containsExactly("A producer is injected by @ProducerName(\"paymnets\"), but nothing is "
                + "configured for this name, so it sends as the default producer does; in production it would end the start. "
                + "Did you mean \"payments\"?");
        assertThat(check.warningsOfUnused()).as("said already").isEmpty();
    }

    @Test
    void aNameWithoutALikeIsAskedForWithoutASuggestion() {
        NameCheck check = check(Set.of("audit"), Set.of());

        assertThatThrownBy(check::requireConfigured).hasMessageEndingWith("or any other property of it.");
        assertThat(check.warnings()).singleElement().asString()
                .endsWith("Set quarkus.kafka-producer.\"audit\".bootstrap-servers, or any other property of it");
    }

    @Test
    void aConfiguredNameThatNothingInjectsIsTold() {
        NameCheck check = check(Set.of("<default>", "audit"), Set.of("audit", "payments"));

        assertThatCode(check::requireConfigured).doesNotThrowAnyException();
        assertThat(check.warnings()).isEmpty();
        assertThat(check.warningsOfUnused()).containsExactly("quarkus.kafka-producer.\"payments\".* is configured, but "
                + "nothing injects a producer of this name. Inject it by @ProducerName(\"payments\"), or remove its "
                + "properties");
        assertThat(check(Set.of("payment"), Set.of("payment", "payments")).warningsOfUnused()).singleElement().asString()
                .endsWith("Did you mean \"payment\"?");
    }

    @Test
    void nothingIsSaidOfNamesThatMayBeAskedForAtRunTimeOrAreSwitchedOff() {
        Set<String> configured = Set.of("payments");

        assertThat(new NameCheck(new UsedNames(Set.of(), Set.of(), true), configured, configured).warningsOfUnused()).isEmpty();
        assertThat(new NameCheck(new UsedNames(Set.of(), configured, false), configured, configured).warningsOfUnused())
                .isEmpty();
        assertThat(new NameCheck(new UsedNames(Set.of(), Set.of(), false), configured, Set.of()).warningsOfUnused()).isEmpty();
    }
}
