package dev.willow.simulation;

import dev.willow.simulation.network.Network;
import dev.willow.simulation.network.Network.Weather;
import dev.willow.simulation.node.Node;
import dev.willow.simulation.time.Chance;
import dev.willow.simulation.time.Life;
import java.util.List;

/// What goes wrong, of which a run has all, some or nothing.
final class Faults {
    private final Life world;
    private final Chance chance;
    private final Network network;
    private final List<Node<?, ?, ?, ?>> services;
    private final boolean hasBadNetwork;
    private final boolean hasCrashes;
    private boolean isOver;

    Faults(Life world, Network network, List<Node<?, ?, ?, ?>> services) {
        this.world = world;
        this.chance = world.chance();
        this.network = network;
        this.services = services;
        this.hasBadNetwork = chance.percent(75);
        this.hasCrashes = chance.percent(75);
    }

    void begin() {
        if (hasBadNetwork) changeWeather();
        if (hasCrashes) world.after(chance.millis(200, 4_000), "trouble", this::strike);
    }

    private void changeWeather() {
        if (isOver) return;
        network.turnTo(chance.percent(40)
                ? Weather.FAIR : new Weather(chance.from(0, 12), chance.from(0, 5), chance.from(0, 10)));
        world.after(chance.millis(500, 4_000), "weather", this::changeWeather);
    }

    private void strike() {
        if (isOver) return;
        Node<?, ?, ?, ?> struck = chance.of(services);
        int dice = chance.from(1, 100);
        if (dice <= 65) crash(struck);
        else if (dice <= 80) struck.stepDown();
        else refuse(struck);
        world.after(chance.millis(300, 5_000), "trouble", this::strike);
    }

    private void crash(Node<?, ?, ?, ?> struck) {
        if (struck.life().isEmpty()) return;
        world.tell(struck.name() + " crashes");
        struck.crash();
        world.after(chance.percent(50) ? chance.millis(5, 200) : chance.millis(200, 3_000), "restart", () -> restart(struck));
    }

    private void restart(Node<?, ?, ?, ?> struck) {
        if (struck.life().isEmpty()) struck.start();
    }

    private void refuse(Node<?, ?, ?, ?> struck) {
        struck.refuse(chance.from(5, 40));
        world.after(chance.millis(100, 1_500), "disk is well", () -> struck.refuse(0));
    }

    /// From now on nothing goes wrong, and what was stopped runs.
    void end() {
        isOver = true;
        network.turnTo(Weather.FAIR);
        services.forEach(service -> {
            service.refuse(0);
            restart(service);
        });
    }
}
