package io.quarkiverse.kafkaproducer.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;

class SecretsTest {

    private final Secrets secrets = Secrets.of(List.of("s3cret", "s3cret and more", " padded ", "say \"hi\"", "two\nlines"));

    @Test
    void eachIsHiddenWhereverItStands() {
        assertThat(secrets.hide("is s3cret, or xs3cretx")).isEqualTo("is [hidden], or x[hidden]x");
        assertThat(secrets.hide("the s3cret and more")).isEqualTo("the [hidden]");
        assertThat(secrets.hide("nothing to hide")).isEqualTo("nothing to hide");
        assertThat(secrets.hide((String) null)).isNull();
    }

    @Test
    void whatKafkaOrALineOfALogMakesOfItIsHiddenToo() {
        assertThat(secrets.hide("is 'padded'")).isEqualTo("is '[hidden]'");
        assertThat(secrets.hide("password=\"say \\\"hi\\\"\"")).isEqualTo("password=\"[hidden]\"");
        assertThat(secrets.hide("two\\nlines")).isEqualTo("[hidden]");
        assertThat(Secrets.of(List.of("-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG\nshort\n-----END KEY-----"))
                .hide("of MIIEvQIBADANBgkqhkiG, short")).isEqualTo("of [hidden], short");
    }

    @Test
    void anEmptyOneHidesNothingAndAShortOneIsAWord() {
        assertThat(Secrets.of(List.of("", " ")).hide("a text")).isEqualTo("a text");
        assertThat(Secrets.of(List.of("a")).hide("a b, bad: a; 'a'a"))
                .isEqualTo("[hidden] b, bad: [hidden]; '[hidden]'[hidden]");
    }

    @Test
    void usersAndPasswordsOfUrlsAreHiddenWhoeverKnowsThem() {
        assertThat(Secrets.NONE.hide("https://u:p@host/a?b=c@d, http://x/y@z"))
                .isEqualTo("https://[hidden]@host/a?b=c@d, http://x/y@z");
    }

    @Test
    void anExceptionThatTellsNoneStaysAsItIs() {
        Throwable thrown = new KafkaException("outer", new IllegalStateException("inner"));

        assertThat(secrets.hide(thrown)).isSameAs(thrown);
        assertThat(secrets.hide((Throwable) null)).isNull();
    }

    @Test
    void anExceptionThatTellsOneIsCopiedWithItsCausesAndStackTraces() {
        Throwable inner = new ConfigException("my.token", "s3cret");
        Throwable outer = new SaslAuthenticationException("refused", new IllegalStateException("for s3cret", inner));
        outer.addSuppressed(new IllegalArgumentException("s3cret"));

        Throwable hidden = secrets.hide(outer);

        assertThat(hidden).isInstanceOf(SaslAuthenticationException.class).hasMessage("refused");
        assertThat(hidden.getStackTrace()).isEqualTo(outer.getStackTrace());
        assertThat(hidden.getCause()).hasToString("java.lang.IllegalStateException: for [hidden]");
        assertThat(hidden.getCause().getCause()).isInstanceOf(ConfigException.class)
                .hasMessage("Invalid value [hidden] for configuration my.token");
        assertThat(printed(hidden)).contains("SecretsTest.anException").doesNotContain("s3cret");
    }

    @Test
    void exceptionsThatAreCausesOfEachOtherHaveAnEnd() {
        IllegalStateException one = new IllegalStateException("s3cret");
        one.initCause(new IllegalStateException("another", one));

        assertThat(printed(secrets.hide(one))).doesNotContain("s3cret");
    }

    @Test
    void theClassOfAnExceptionIsNoSecret() {
        Throwable thrown = new KafkaException("outer");

        assertThat(Secrets.of(List.of("kafka")).hide(thrown)).isSameAs(thrown);
    }

    private static String printed(Throwable thrown) {
        StringWriter out = new StringWriter();
        thrown.printStackTrace(new PrintWriter(out));
        return out.toString();
    }
}
