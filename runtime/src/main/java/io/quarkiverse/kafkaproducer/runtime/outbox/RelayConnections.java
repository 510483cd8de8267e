package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.cache.ConnectionCache;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration.TransactionIsolation;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalConnectionPoolConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.transaction.TransactionIntegration;

/**
 * Connections to the database of the application's datasource that are not taken from its pool: transactions of the application
 * wait for none of them, however small the pool is, and they take part in no JTA transaction.
 */
final class RelayConnections implements ConnectionSource, AutoCloseable {

    /** The most connections: one that claims lanes, one that reads and deletes, and two for those who look at the table. */
    private static final int MOST = 4;
    private static final Duration ACQUISITION = Duration.ofSeconds(10);
    private static final Duration UNUSED = Duration.ofMinutes(5);

    private final AgroalDataSource application;
    private final Map<String, String> properties;
    private AgroalDataSource own;
    private boolean closed;

    /** @param properties JDBC properties that are added where the application does not set them */
    RelayConnections(AgroalDataSource application, Map<String, String> properties) {
        this.application = application;
        this.properties = properties;
    }

    @Override
    public Connection get() throws SQLException {
        return dataSource().getConnection();
    }

    private synchronized AgroalDataSource dataSource() throws SQLException {
        if (closed) {
            throw new SQLException("The application has ended");
        }
        if (own == null) {
            // by its class, as Quarkus does it: a native executable has nothing to find it by
            own = new io.agroal.pool.DataSource(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool(application.getConfiguration().connectionPoolConfiguration())).get());
        }
        return own;
    }

    private AgroalConnectionPoolConfigurationSupplier pool(AgroalConnectionPoolConfiguration given) {
        return new AgroalConnectionPoolConfigurationSupplier()
                .connectionFactoryConfiguration(() -> factory(given.connectionFactoryConfiguration()))
                .connectionCache(ConnectionCache.none())
                .transactionIntegration(TransactionIntegration.none())
                .connectionValidator(given.connectionValidator())
                .exceptionSorter(given.exceptionSorter())
                .maxLifetime(given.maxLifetime())
                .idleValidationTimeout(given.idleValidationTimeout())
                .acquisitionTimeout(ACQUISITION)
                .reapTimeout(UNUSED)
                .maxSize(MOST);
    }

    private AgroalConnectionFactoryConfiguration factory(AgroalConnectionFactoryConfiguration given) {
        Properties jdbc = new Properties();
        jdbc.putAll(properties);
        jdbc.putAll(given.jdbcProperties());
        AgroalConnectionFactoryConfigurationSupplier factory = new AgroalConnectionFactoryConfigurationSupplier()
                .autoCommit(true)
                .loginTimeout(given.loginTimeout())
                .jdbcUrl(given.jdbcUrl())
                .initialSql(given.initialSql())
                .connectionProviderClass(given.connectionProviderClass())
                // a row must be read as it is when its lane has been claimed, not as it was before
                .jdbcTransactionIsolation(TransactionIsolation.READ_COMMITTED)
                .principal(given.principal());
        given.credentials().forEach(factory::credential);
        given.securityProviders().forEach(factory::addSecurityProvider);
        jdbc.stringPropertyNames().forEach(name -> factory.jdbcProperty(name, jdbc.getProperty(name)));
        given.xaProperties().stringPropertyNames()
                .forEach(name -> factory.xaProperty(name, given.xaProperties().getProperty(name)));
        return factory.get();
    }

    /** None of those that there are is of use any more; those in use are closed when they are given back. */
    synchronized void flush() {
        if (own != null) {
            own.flush(AgroalDataSource.FlushMode.GRACEFUL);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (own != null) {
            own.close();
        }
    }
}
