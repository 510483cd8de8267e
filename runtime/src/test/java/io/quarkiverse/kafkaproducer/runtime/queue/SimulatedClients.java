package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.common.errors.AuthenticationException;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.runtime.failure.Wait;

/** Makes and replaces clients, for one queue. */
final class SimulatedClients implements ClientSource {

    private final Simulation world;
    private SimulatedClient current;
    private boolean making;
    private boolean ended;
    final List<SimulatedClient> all = new ArrayList<>();
    SendQueue queue;

    SimulatedClients(Simulation world) {
        this.world = world;
    }

    SimulatedClient current() {
        return current;
    }

    @Override
    public Client client() {
        world.mischief();
        return current;
    }

    @Override
    public void connect() {
        if (making || current != null || ended) {
            return;
        }
        Weather weather = world.weather;
        if (world.strikes(weather.errorsWhileMade)) {
            world.happened(Happening.ERROR_WHILE_CLIENT_MADE);
            throw new SimulatedError("client");
        }
        making = true;
        long takes = world.chance.between(0, weather.calm ? 5 * Weather.MS : weather.clientTakes);
        world.happened(takes > 100 * Weather.MS ? Happening.CLIENT_MADE_LATE : Happening.CLIENT_MADE_AT_ONCE);
        if (takes < Weather.MS / 100) {
            made();
        } else {
            world.agenda.after(takes, this::made);
        }
    }

    private void made() {
        making = false;
        if (ended) {
            return;
        }
        if (world.strikes(world.weather.clientsNotMade)) {
            world.happened(Happening.CLIENT_NOT_MADE);
            world.trace("no client could be made");
            queue.clientFailed(new ClientCreationException("no such host", null));
            return;
        }
        current = new SimulatedClient(world, this, all.size());
        all.add(current);
        world.trace("client {} is made", current.id);
        queue.clientChanged();
    }

    @Override
    public void discard(Client client, Throwable reason) {
        SimulatedClient discarded = (SimulatedClient) client;
        if (discarded.failure() != null) {
            return;
        }
        world.happened(Happening.CLIENT_DISCARDED);
        world.trace("client {} is discarded: {}", discarded.id, reason);
        discarded.discarded(reason);
        if (current == client) {
            current = null;
        }
        world.agenda.after(world.chance.between(0, world.weather.calm ? 20 * Weather.MS : world.weather.closingTakes), () -> {
            discarded.close();
            queue.clientClosed(discarded);
        });
        if (world.chance.oneIn(2)) {
            queue.clientChanged();
        } else {
            world.agenda.after(world.chance.between(0, Weather.MS), () -> queue.clientChanged());
        }
    }

    @Override
    public void refused(Client client, Exception reason) {
        if (reason instanceof AuthenticationException) {
            world.agenda.after(world.chance.between(0, Weather.SECOND / 2), () -> discard(client, reason));
        }
    }

    @Override
    public Wait waitForClient() {
        return Wait.CLIENT;
    }

    void metadataArrived() {
        queue.metadataArrived();
    }

    /** Makes one at once; no other is made unless this is called again. */
    SimulatedClient make() {
        making = true;
        current = new SimulatedClient(world, this, all.size());
        all.add(current);
        return current;
    }

    /** Closes all clients; none is made any more. */
    void close() {
        ended = true;
        if (current != null) {
            current.discarded(new IllegalStateException("closed"));
            current = null;
        }
        for (int at = 0; at < all.size(); at++) {
            all.get(at).close();
        }
    }
}
