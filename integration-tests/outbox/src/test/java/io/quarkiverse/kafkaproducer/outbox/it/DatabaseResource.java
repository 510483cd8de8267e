package io.quarkiverse.kafkaproducer.outbox.it;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Starts the database before the application of a test, which may have it injected. */
public final class DatabaseResource implements QuarkusTestResourceLifecycleManager {

    private Database database;

    @Override
    public Map<String, String> start() {
        database = Database.start();
        return Map.of("quarkus.datasource.jdbc.url", database.url());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(database, field -> field.getType() == Database.class);
    }

    @Override
    public void stop() {
        if (database != null) {
            database.close();
        }
    }
}
