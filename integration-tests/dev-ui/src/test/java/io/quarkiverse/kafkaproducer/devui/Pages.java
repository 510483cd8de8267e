package io.quarkiverse.kafkaproducer.devui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.openqa.selenium.WebElement;

/** The pages, as a developer uses them. */
final class Pages {

    private static final String DEV_UI = DevMode.url() + "/q/dev-ui/";
    private static final String PAGES = DEV_UI + DevMode.NAMESPACE + "/";

    private static final int FLOOD_A_SECOND = 10_000;

    /** From the last footprint to its row. */
    private static final Duration LONGEST_LAG = Duration.ofSeconds(10);

    private final Browser browser;

    Pages(Browser browser) {
        this.browser = browser;
    }

    /** To be looked at first: the list is empty only once. */
    void footprints() throws Exception {
        browser.go(PAGES + "footprints");
        browser.withText(".none", "None so far");
        assertThat(DevMode.post("order", "user-1")).isEqualTo(204);
        browser.withText("tr.footprint .message", "Message 'user-1' has been sent to orders");
        assertThat(DevMode.post("large-order", "user-2")).isEqualTo(500);
        assertThat(DevMode.post("order", "user\n3")).isEqualTo(204);
        browser.withText("tr.footprint .message", "Message 'user\\n3' has been sent to orders");
        assertThat(browser.all("tr.footprint")).hasSize(3);

        browser.choose("vaadin-select.typeFilter", "Error");
        browser.awaitText(".shown", "1 of the latest 3"::equals);
        browser.withText("tr.footprint .message", "Failed to send message to topic orders");
        browser.click("tr.footprint button.opener");
        WebElement traceback = browser.withText("tr.details .traceback", "SendRejectedException");
        assertThat(traceback.getText()).contains("Caused by: org.apache.kafka.common.errors.RecordTooLargeException",
                "(Shop.java:");
        assertThat(browser.text("body")).doesNotContain(Shop.CARD_NUMBER);

        browser.choose("vaadin-select.typeFilter", "All types");
        browser.awaitText(".shown", "3 of the latest 3"::equals);
        browser.takeScreenshots("dev-ui-footprints", "body");
        browser.type("vaadin-text-field.textFilter", "USER-1");
        browser.awaitText(".shown", "1 of the latest 3"::equals);
    }

    /** The failures stay, the page keeps up, and what it cannot show is counted. */
    void flood() throws Exception {
        browser.go(PAGES + "footprints");
        browser.one("tr.footprint");
        assertThat(DevMode.post("flood", String.valueOf(FLOOD_A_SECOND))).isEqualTo(204);
        long end = System.nanoTime();
        browser.withText("tr.footprint .message", "Number " + 2 * FLOOD_A_SECOND);
        assertThat(Duration.ofNanos(System.nanoTime() - end)).isLessThan(LONGEST_LAG);
        assertThat(browser.all("tr.footprint")).hasSizeLessThanOrEqualTo(200);
        browser.withText(".leftOut", "came too fast to be listed");

        browser.click("button.failures");
        browser.withText("tr.footprint .reason", "the disk is full");

        browser.click("vaadin-button.pause");
        assertThat(DevMode.post("order", "while-paused")).isEqualTo(204);
        browser.awaitText(".new", "1 new while paused"::equals);
        browser.choose("vaadin-select.typeFilter", "All types");
        browser.type("vaadin-text-field.textFilter", "while-paused");
        browser.awaitText(".shown", text -> text.startsWith("0 of"));
        browser.click("vaadin-button.pause");
        browser.awaitText(".shown", text -> text.startsWith("1 of"));

        browser.click("vaadin-button.copy");
        browser.awaitCopied(text -> text.contains("while-paused") && text.contains("Message sent"));
        browser.click("vaadin-button.clear");
        browser.awaitText(".shown", "0 of the latest 0"::equals);
    }

    void form() {
        browser.go(PAGES + "send");
        browser.awaitText("vaadin-select.producer", text -> text.contains("<default>"));
        browser.type("vaadin-text-field.topic", "form-orders");
        browser.type("vaadin-text-field.key", "user-123");
        browser.click("vaadin-button.addHeader");
        browser.type("vaadin-text-field.headerName", "source");
        browser.type("vaadin-text-field.headerValue", "dev-ui");

        browser.type("vaadin-text-area.value", "{\"id\": ");
        browser.one("vaadin-text-area.value[invalid]");
        browser.one("vaadin-button.send[disabled]");
        browser.type("vaadin-text-area.value", "{\"id\": \"o-1\", \"price\": 9.90}");
        browser.one("vaadin-text-area.value:not([invalid])");
        browser.click("vaadin-button.send:not([disabled])");

        ConsumerRecord<String, String> record = DevMode.read(browser.text(".ackTopic"),
                Integer.parseInt(browser.text(".ackPartition")), Long.parseLong(browser.text(".ackOffset")));
        assertThat(browser.text(".ackMilliseconds")).endsWith(" ms");
        assertThat(record.topic()).isEqualTo("form-orders");
        assertThat(record.key()).isEqualTo("user-123");
        assertThat(record.value()).isEqualTo("{\"id\":\"o-1\",\"price\":9.90}");
        assertThat(record.headers().lastHeader("source").value()).asString().isEqualTo("dev-ui");
        browser.takeScreenshots("dev-ui-send", "body");

        browser.choose("vaadin-select.producer", "nowhere");
        browser.click("vaadin-button.send:not([disabled])");
        browser.awaitText(".failureType", text -> text.endsWith("SendTimeoutException"));
        assertThat(browser.text(".failureMessage")).contains("localhost:1");
        assertThat(browser.text(".failureOutcome")).isEqualTo("NOT_SENT");
        assertThat(browser.text(".failureRetriable")).isEqualTo("true");
        browser.takeScreenshots("dev-ui-send-failed", "body");
    }

    void producers() throws Exception {
        browser.go(DEV_UI + "extensions");
        browser.withText("qwc-extension-link", "Footprints");
        browser.withText("qwc-extension-link", "Send");
        browser.takeScreenshots("dev-ui-card", "qwc-extension[namespace='" + DevMode.NAMESPACE + "']");
        browser.follow("a.extensionLink", "Producers");

        long sent = Long.parseLong(browser.text("section[data-producer='<default>'] .sent"));
        long failed = Long.parseLong(browser.text("section[data-producer='small'] .failed"));
        assertThat(DevMode.post("order", "user-1")).isEqualTo(204);
        assertThat(DevMode.post("large-order", "user-1")).isEqualTo(500);
        browser.awaitText("section[data-producer='<default>'] .state", "connected"::equals);
        browser.awaitText("section[data-producer='<default>'] .sent", String.valueOf(sent + 1)::equals);
        browser.awaitText("section[data-producer='<default>'] .p99", text -> text.endsWith(" ms"));
        browser.awaitText("section[data-producer='small'] .failed", String.valueOf(failed + 1)::equals);
        assertThat(browser.text("section[data-producer='<default>'] .servers")).isEqualTo(DevMode.servers());

        browser.click("section[data-producer='nowhere'] vaadin-details-summary");
        browser.withText("section[data-producer='nowhere'] .settings", "sasl.jaas.config");
        assertThat(browser.text("section[data-producer='nowhere'] .settings")).contains("[hidden]")
                .doesNotContain(DevMode.PASSWORD);
        browser.takeScreenshots("dev-ui-producers", "body");
    }
}
