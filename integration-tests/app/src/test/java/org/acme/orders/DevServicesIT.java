package org.acme.orders;

import io.quarkus.test.junit.main.QuarkusMainIntegrationTest;

/** The same with what the build has made, a jar or a native executable. */
@QuarkusMainIntegrationTest
class DevServicesIT extends DevServicesTest {
}
