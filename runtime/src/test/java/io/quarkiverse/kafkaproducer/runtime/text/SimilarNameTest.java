package io.quarkiverse.kafkaproducer.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarNameTest {

    @ParameterizedTest
    @CsvSource({ "payments,payments,0", "payment,payments,1", "paymnets,payments,1", "Payments,payments,0", "pay,payments,5",
            "ab,ba,1", "kitten,sitting,3", "'',abc,3" })
    void theDistanceCountsWhatWasMistyped(String one, String other, int distance) {
        assertThat(SimilarName.distance(one, other)).isEqualTo(distance);
        assertThat(SimilarName.distance(other, one)).isEqualTo(distance);
    }

    @Test
    void theNearestNameIsMeant() {
        assertThat(SimilarName.to("paymnt", List.of("payments", "payment", "audit"))).contains("payment");
        assertThat(SimilarName.to("Audit", List.of("payments", "audit"))).contains("audit");
    }

    @Test
    void aNameThatIsKnownOrUnlikeAllOthersMeansNoOther() {
        assertThat(SimilarName.to("payments", List.of("payments", "payment"))).isEmpty();
        assertThat(SimilarName.to("orders", List.of("payments", "audit"))).isEmpty();
        assertThat(SimilarName.to("eu", List.of("us", "asia"))).as("another name, and no mistake").isEmpty();
    }

    @Test
    void theQuestionHasNoLineBreakInIt() {
        assertThat(SimilarName.question("paymens", List.of("pay\nmens"))).isEqualTo(" Did you mean \"pay\\nmens\"?");
        assertThat(SimilarName.question("orders", List.of("payments"))).isEmpty();
    }
}
