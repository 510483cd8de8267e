package io.quarkiverse.kafkaproducer.devui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Chromium without a window, from which nothing goes out but to loopback. It finds elements in shadow trees, too. */
final class Browser implements AutoCloseable {

    private static final Duration BOUND = Duration.ofMinutes(1);

    /** With {@code -Dscreenshots=folder}. */
    private static final boolean ARE_SCREENSHOTS_WANTED = System.getProperty("screenshots") != null;

    private static final Path SCREENSHOTS = Path.of(System.getProperty("screenshots", "target/screenshots"));

    private static final Dimension WINDOW = new Dimension(1280, 960);

    private static final int NARROW = 480;

    private static final String FIND = """
            const found = [];
            const visit = root => {
                found.push(...root.querySelectorAll(arguments[0]));
                root.querySelectorAll('*').forEach(one => one.shadowRoot && visit(one.shadowRoot));
            };
            visit(document);
            return found;
            """;

    private final ChromeDriver driver;

    private Browser(Path chromium, Path chromedriver) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic",
                "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--lang=en", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1");
        // with the paths given, Selenium looks for no driver, and downloads none
        this.driver = new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort().build(), options);
        driver.manage().window().setSize(WINDOW);
        prefer("light");
    }

    static Browser open() {
        return new Browser(installed("chromium").orElseThrow(), installed("chromedriver").orElseThrow());
    }

    /** Returns whether there is a browser on this machine. If not, tests that need it are skipped. */
    static boolean isInstalled() {
        return installed("chromium").isPresent() && installed("chromedriver").isPresent();
    }

    private static Optional<Path> installed(String program) {
        return Stream.of(System.getenv("PATH").split(":")).map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable).findFirst();
    }

    void go(String url) {
        driver.get(url);
    }

    /** Waits for it. */
    WebElement one(String selector) {
        return one(selector, element -> true);
    }

    /** The first of those that is as it should be. Waits for it. */
    WebElement one(String selector, Predicate<WebElement> wanted) {
        return awaited(selector, () -> all(selector).stream().filter(wanted).findFirst());
    }

    private <T> T awaited(String what, Callable<Optional<T>> look) {
        try {
            return await().atMost(BOUND).ignoreExceptions().alias(what).until(look, Optional::isPresent).orElseThrow();
        } catch (ConditionTimeoutException e) {
            save("failed.png", driver.getScreenshotAs(OutputType.BYTES));
            throw e;
        }
    }

    WebElement withText(String selector, String text) {
        return one(selector, element -> element.isDisplayed() && element.getText().contains(text));
    }

    /** Waits until it says this. */
    void awaitText(String selector, Predicate<String> text) {
        one(selector, element -> text.test(element.getText()));
    }

    String text(String selector) {
        return one(selector).getText();
    }

    /** Returns the elements that are there now. */
    @SuppressWarnings("unchecked")
    List<WebElement> all(String selector) {
        return (List<WebElement>) driver.executeScript(FIND, selector);
    }

    /** Clicks as soon as it can be clicked. */
    void click(String selector) {
        awaited("click on " + selector, () -> {
            WebElement element = all(selector).get(0);
            // the footer of the Dev UI may be before it
            driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
            element.click();
            return Optional.of(element);
        });
    }

    /** Goes where a link leads. By script, as chromedriver stumbles over where the links of a card are. */
    void follow(String link, String text) {
        driver.executeScript("arguments[0].click()", withText(link, text));
    }

    /** Types into a field in place of what is there. */
    void type(String field, String text) {
        WebElement input = one(field).findElement(By.cssSelector("input, textarea"));
        input.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        input.sendKeys(text);
    }

    void choose(String select, String label) {
        click(select);
        withText("vaadin-select-item", label).click();
        awaitText(select, shown -> shown.contains(label));
    }

    /** Waits until the clipboard holds this. */
    void awaitCopied(Predicate<String> wanted) {
        driver.executeCdpCommand("Browser.grantPermissions", Map.of("permissions", List.of("clipboardReadWrite")));
        awaited("copied", () -> Optional.ofNullable((String) driver.executeAsyncScript(
                "const done = arguments[0]; navigator.clipboard.readText().then(done, () => done(null))")).filter(wanted));
    }

    /** Sets what a component holds, at once: to type hundreds of thousands of characters takes minutes. */
    void set(String selector, String property, String value) {
        driver.executeScript("arguments[0][arguments[1]] = arguments[2]", one(selector), property, value);
    }

    void scrollTo(String selector) {
        driver.executeScript("arguments[0].scrollIntoView()", one(selector));
    }

    /** The page loses its connection to the application, and makes a new one. */
    void loseConnection() {
        driver.executeAsyncScript("const done = arguments[0]; "
                + "import('jsonrpc').then(module => { module.JsonRpc.webSocket.close(); done(); })");
    }

    /** In a narrow window, nothing of the page may be beyond its right edge. */
    void assertFits(String page) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", NARROW, "height", WINDOW.getHeight(), "deviceScaleFactor", 1, "mobile", false));
        try {
            awaited(page + " is narrow", () -> Optional.of(right(page)).filter(right -> right <= NARROW));
            assertThat(number("return arguments[0].scrollWidth - arguments[0].clientWidth", one(page))).isZero();
            driver.executeScript("arguments[0].scrollTop = 0", one(page));
            takeScreenshotInTheDark(page.replace("qwc-kafka-producer", "dev-ui") + "-narrow", "body");
        } finally {
            driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    private long right(String page) {
        return number("return Math.ceil(arguments[0].getBoundingClientRect().right)", one(page));
    }

    private long number(String script, WebElement element) {
        return ((Number) driver.executeScript(script, element)).longValue();
    }

    /** Of the element, one in the light theme and one in the dark one, if they are asked for. */
    void takeScreenshots(String name, String selector) {
        takeScreenshot(name + "-light", selector);
        takeScreenshotInTheDark(name, selector);
    }

    void takeScreenshotInTheDark(String name, String selector) {
        if (ARE_SCREENSHOTS_WANTED) {
            String light = colors();
            prefer("dark");
            awaited("dark theme", () -> Optional.of(colors()).filter(colors -> !colors.equals(light)));
            takeScreenshot(name + "-dark", selector);
            prefer("light");
            awaited("light theme", () -> Optional.of(colors()).filter(light::equals));
        }
    }

    void takeScreenshot(String name, String selector) {
        if (ARE_SCREENSHOTS_WANTED) {
            // the Dev UI complains where it cannot look for other extensions in the network
            driver.executeScript(
                    "document.querySelectorAll('vaadin-notification-card').forEach(one => one.style.display = 'none')");
            save(name + ".png", one(selector).getScreenshotAs(OutputType.BYTES));
        }
    }

    private void prefer(String theme) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    /** The Dev UI sets those of its theme here. */
    private String colors() {
        return String.valueOf(driver.executeScript("return document.body.style.cssText"));
    }

    private void save(String file, byte[] png) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(file), png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
