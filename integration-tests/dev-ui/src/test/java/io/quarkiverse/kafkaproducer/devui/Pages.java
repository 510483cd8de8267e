package io.quarkiverse.kafkaproducer.devui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.openqa.selenium.WebElement;

/** The pages, as a developer uses them. */
final class Pages {

    private static final String DEV_UI = DevMode.url() + "/q/dev-ui/";
    private static final String PAGES = DEV_UI + DevMode.NAMESPACE + "/";

    /** The largest call that the server takes, in bytes. */
    private static final int LARGEST_CALL = 65_536;

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
        browser.takeScreenshot("dev-ui-footprints-none-light", "body");
        assertThat(DevMode.post("/shop/order", "user-1")).isEqualTo(204);
        browser.withText("tr.footprint .message", "Message 'user-1' has been sent to orders");
        browser.takeScreenshot("dev-ui-footprints-one-light", "body");
        assertThat(DevMode.post("/shop/large-order", "user-2")).isEqualTo(500);
        assertThat(DevMode.post("/shop/order", "user\n3")).isEqualTo(204);
        browser.withText("tr.footprint .message", "Message 'user\\n3' has been sent to orders");
        assertThat(browser.all("tr.footprint")).hasSize(3);

        browser.choose("vaadin-select.typeFilter", "Error");
        browser.awaitText(".shown", "1 of the latest 3"::equals);
        browser.withText("tr.footprint .message", "Failed to send message to topic orders");
        browser.withText("tr.footprint .reason", "1000");
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
        browser.type("vaadin-text-field.textFilter", " ");
        browser.assertFits("qwc-kafka-producer-footprints");
    }

    /** The failures stay, the page keeps up, and what it cannot show is counted. */
    void flood() throws Exception {
        browser.go(PAGES + "footprints");
        browser.one("tr.footprint");
        assertThat(DevMode.post("/shop/flood", String.valueOf(FLOOD_A_SECOND))).isEqualTo(204);
        long end = System.nanoTime();
        browser.withText("tr.footprint .message", "Number " + 2 * FLOOD_A_SECOND);
        assertThat(Duration.ofNanos(System.nanoTime() - end)).isLessThan(LONGEST_LAG);
        assertThat(browser.all("tr.footprint")).hasSizeLessThanOrEqualTo(200);
        browser.withText(".leftOut", "came too fast to be listed");

        browser.takeScreenshot("dev-ui-footprints-many-light", "body");

        browser.click("button.failures");
        browser.withText("tr.footprint .reason", "the disk is full");

        browser.click("vaadin-button.pause");
        assertThat(DevMode.post("/shop/order", "while-paused")).isEqualTo(204);
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
        browser.type("vaadin-combo-box.topic", "form-orders");
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

        browser.choose("vaadin-select.producer", "nowhere");
        browser.click("vaadin-button.send:not([disabled])");
        browser.awaitText(".failureType", text -> text.endsWith("SendTimeoutException"));
        assertThat(browser.text(".failureMessage")).contains("localhost:1");
        assertThat(browser.text(".failureOutcome")).isEqualTo("NOT_SENT");
        assertThat(browser.text(".failureRetriable")).isEqualTo("true");
        browser.takeScreenshots("dev-ui-send-failed", "body");
    }

    /** A topic that is declared has a sample of its type; what was sent leads to its footprint. */
    void suggestions() {
        browser.go(PAGES + "send");
        browser.awaitText("vaadin-select.producer", text -> text.contains("<default>"));
        browser.click("vaadin-combo-box.topic");
        assertThat(browser.withText("vaadin-combo-box-item", "declared-orders").getText()).isEqualTo("declared-orders");
        assertThat(browser.all("vaadin-combo-box-item").get(0).getText()).isEqualTo("declared-orders");
        browser.withText("vaadin-combo-box-item", "declared-orders").click();
        browser.one("vaadin-text-area.value textarea",
                area -> String.valueOf(area.getDomProperty("value")).contains("\"card\""));
        browser.withText("vaadin-combo-box.topic", "declared by @Topic");
        browser.withText("vaadin-button.sample", "Sample of Shop.Order");
        browser.click("vaadin-button.send:not([disabled])");
        browser.one(".ackOffset");
        browser.takeScreenshots("dev-ui-send", "body");
        browser.assertFits("qwc-kafka-producer-send");

        browser.click("a.footprint");
        browser.withText("tr.details dd", "Producer.send");
        browser.awaitText(".shown", text -> text.startsWith("1 of"));
        browser.withText(".record", "topic declared-orders");
    }

    /** Checks that a value that is too large is refused before it is sent, and that a lost connection is reported. */
    void broken() {
        browser.go(PAGES + "send");
        browser.awaitText("vaadin-select.producer", text -> text.contains("<default>"));
        browser.type("vaadin-combo-box.topic", "form-orders");
        browser.type("vaadin-text-field.key", "user-123");
        browser.set("vaadin-text-area.value", "value", '"' + "x".repeat(LARGEST_CALL) + '"');
        assertThat(browser.one("vaadin-text-area.value[invalid]").getText()).contains("Too large for the Dev UI");
        browser.one("vaadin-button.send[disabled]");
        browser.set("vaadin-text-area.value", "value", '"' + "x".repeat(LARGEST_CALL - 500) + '"');
        browser.click("vaadin-button.send:not([disabled])");
        browser.one(".ackOffset");

        browser.type("vaadin-text-area.value", "1");
        browser.choose("vaadin-select.producer", "slow");
        browser.click("vaadin-button.send:not([disabled])");
        browser.withText("vaadin-button.send[disabled]", "Sending");
        browser.loseConnection();
        browser.withText(".failureMessage", "The connection to the application was lost");
        assertThat(browser.text(".failureOutcome")).isEqualTo("UNKNOWN");
        browser.one("vaadin-button.send:not([disabled])");
    }

    void outbox() throws Exception {
        DevMode.createTopicOfBills();
        browser.go(PAGES + "outbox");
        browser.withText(".none", "None: all that is pending is on its way");
        assertThat(DevMode.post("/bills/blocked", "customer-7")).isEqualTo(204);
        browser.withText(".blocked .key", "customer-7");
        browser.awaitText(".pending", "2"::equals);
        browser.awaitText(".oldest", text -> text.endsWith(" s"));
        assertThat(browser.text(".blocked .error")).contains("SendRejectedException");
        browser.takeScreenshots("dev-ui-outbox", "body");
        browser.assertFits("qwc-kafka-producer-outbox");

        String before = browser.text(".blocked .about");
        browser.click("vaadin-button.retry");
        browser.withText("vaadin-confirm-dialog", "Retry now?");
        browser.click("vaadin-button[slot='confirm-button']");
        browser.awaitText(".blocked .about", text -> !text.equals(before));

        browser.click("vaadin-button.discard");
        browser.withText("vaadin-confirm-dialog", "Discard the record?");
        browser.click("vaadin-button[slot='confirm-button']");
        browser.withText(".none", "None: all that is pending is on its way");
        browser.awaitText(".pending", "0"::equals);
        assertThat(DevMode.read(Bills.TOPIC, 0, 0).value()).isEqualTo("\"small\"");
    }

    void producers() throws Exception {
        browser.go(DEV_UI + "extensions");
        browser.withText("qwc-extension-link", "Footprints");
        browser.withText("qwc-extension-link", "Send");
        browser.withText("qwc-extension-link", "Outbox");
        browser.withText("qwc-extension-link", "no connection");
        browser.withText("qwc-extension-link", "failures");
        browser.takeScreenshots("dev-ui-card", "qwc-extension[namespace='" + DevMode.NAMESPACE + "']");
        browser.follow("a.extensionLink", "Producers");

        long sent = Long.parseLong(browser.text("section[data-producer='<default>'] .sent"));
        long failed = Long.parseLong(browser.text("section[data-producer='small'] .failed"));
        assertThat(DevMode.post("/shop/order", "user-1")).isEqualTo(204);
        assertThat(DevMode.post("/shop/large-order", "user-1")).isEqualTo(500);
        browser.awaitText("section[data-producer='<default>'] .state", "connected"::equals);
        browser.awaitText("section[data-producer='<default>'] .sent", String.valueOf(sent + 1)::equals);
        browser.awaitText("section[data-producer='<default>'] .p99", text -> text.endsWith(" ms"));
        browser.awaitText("section[data-producer='small'] .failed", String.valueOf(failed + 1)::equals);
        browser.one("section[data-producer='<default>'] qwc-kafka-producer-chart.sends");
        browser.one("section[data-producer='<default>'] qwc-kafka-producer-chart.latency");
        browser.one(".canvas canvas");
        assertThat(browser.text("section[data-producer='<default>'] tr[data-topic='declared-orders']"))
                .contains("declared", "Shop.Order");
        assertThat(browser.text("section[data-producer='small'] .lastFailure")).contains("1000");
        assertThat(browser.text("section[data-producer='<default>'] .servers")).isEqualTo(DevMode.servers());

        browser.click("section[data-producer='nowhere'] vaadin-details-summary");
        browser.withText("section[data-producer='nowhere'] .settings", "sasl.jaas.config");
        assertThat(browser.text("section[data-producer='nowhere'] .settings")).contains("[hidden]")
                .doesNotContain(DevMode.PASSWORD);
        browser.scrollTo("section[data-producer='nowhere']");
        browser.takeScreenshot("dev-ui-producers-outage-light", "body");
        browser.click("section[data-producer='nowhere'] vaadin-details-summary");
        browser.scrollTo("section[data-producer='<default>']");
        browser.takeScreenshots("dev-ui-producers", "body");
        browser.assertFits("qwc-kafka-producer-producers");
    }
}
