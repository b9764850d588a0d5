package dev.willow.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Chromium without a window, as Debian has it, with nothing but this machine to talk to.
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /// What it makes itself (`chrome:`, `data:`, `blob:`) is sent nowhere.
    private static final Pattern NOT_OF_ITS_OWN = Pattern.compile("(?!chrome:|data:|blob:)");
    private static final Optional<Path> CHROMIUM = onPath("chromium");
    private static final Optional<Path> DRIVER = onPath("chromedriver");

    private final ChromeDriver driver;
    private final WebDriverWait wait;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
        this.wait = new WebDriverWait(driver, PATIENCE);
    }

    static boolean isThere() {
        return CHROMIUM.isPresent() && DRIVER.isPresent();
    }

    /// @param profile an empty folder
    static Browser start(Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.orElseThrow().toFile());
        options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                "--user-data-dir=" + profile, "--window-size=1200,1800",
                // Nobody listens there: what leaves this machine is refused. The machine itself is never asked for by a proxy.
                "--proxy-server=127.0.0.1:1");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriverService service =
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.orElseThrow().toFile()).usingAnyFreePort().build();
        return new Browser(new ChromeDriver(service, options));
    }

    void open(String url) {
        driver.get(url);
    }

    /// Scrolls to the first element that matches, once it is there and can be clicked, and clicks it.
    void click(String selector) {
        wait.until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(selector)));
        scrollTo(selector);
        wait.until(ExpectedConditions.elementToBeClickable(By.cssSelector(selector))).click();
    }

    void scrollTo(String selector) {
        driver.executeScript("document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", selector);
    }

    /// The text of the first element that matches, once it is there.
    String text(String selector) {
        WebElement element = wait.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(selector)));
        return element.getText();
    }

    void screenshot(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    /// Where it sent requests over the network since it was last asked.
    List<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> JSON.readTree(entry.getMessage()).at("/message"))
                .filter(message -> message.at("/method").asString().equals("Network.requestWillBeSent"))
                .map((JsonNode message) -> message.at("/params/request/url").asString())
                .filter(url -> NOT_OF_ITS_OWN.matcher(url).lookingAt())
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, program)).filter(Files::isExecutable).findFirst();
    }
}
