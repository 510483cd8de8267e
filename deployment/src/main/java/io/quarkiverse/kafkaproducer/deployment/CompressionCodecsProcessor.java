package io.quarkiverse.kafkaproducer.deployment;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import io.quarkus.bootstrap.model.ApplicationModel;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.nativeimage.JniRuntimeAccessBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedPackageBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.deployment.pkg.builditem.NativeImageRunnerBuildItem;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import io.quarkus.kafka.client.deployment.KafkaProcessor;
import io.quarkus.maven.dependency.ResolvedDependency;

/**
 * The codecs with native libraries, which Kafka's client loads when it first compresses, in a native executable. Which codec is
 * used is known when the application starts. The others, gzip and lz4, are plain Java.
 */
@BuildSteps(onlyIf = NativeOrNativeSourcesBuild.class)
class CompressionCodecsProcessor {

    private static final String ZSTD = "com.github.luben.zstd";
    private static final String SNAPPY = "org.xerial.snappy";

    /** The library calls back into the classes whose methods it implements, and sets their fields. */
    @BuildStep
    void zstd(CurateOutcomeBuildItem application, NativeImageRunnerBuildItem builder,
            BuildProducer<JniRuntimeAccessBuildItem> jni,
            BuildProducer<NativeImageResourcePatternsBuildItem> resources,
            BuildProducer<RuntimeInitializedPackageBuildItem> initializedAtRunTime) {
        Set<String> classes = classes(application.getApplicationModel(), "com.github.luben", "zstd-jni", ZSTD);
        if (!classes.isEmpty()) {
            jni.produce(new JniRuntimeAccessBuildItem(true, true, true, classes.toArray(String[]::new)));
            resources.produce(resources(target(builder).zstd() + "/libzstd-jni-*"));
            initializedAtRunTime.produce(new RuntimeInitializedPackageBuildItem(ZSTD));
        }
    }

    /** Unless {@code quarkus.kafka.snappy.enabled} has Quarkus do it in its way: load the library at each start. */
    @BuildStep(onlyIfNot = KafkaProcessor.HasSnappy.class)
    void snappy(CurateOutcomeBuildItem application, NativeImageRunnerBuildItem builder,
            BuildProducer<JniRuntimeAccessBuildItem> jni,
            BuildProducer<NativeImageResourcePatternsBuildItem> resources,
            BuildProducer<RuntimeInitializedPackageBuildItem> initializedAtRunTime) {
        Set<String> classes = classes(application.getApplicationModel(), "org.xerial.snappy", "snappy-java", SNAPPY);
        if (!classes.isEmpty()) {
            jni.produce(new JniRuntimeAccessBuildItem(true, true, true, SNAPPY + ".SnappyNative",
                    SNAPPY + ".BitShuffleNative"));
            resources.produce(resources("org/xerial/snappy/native/" + target(builder).snappy() + "/*snappyjava*"));
            initializedAtRunTime.produce(new RuntimeInitializedPackageBuildItem(SNAPPY));
        }
    }

    /** None if the application leaves the library out. */
    private static Set<String> classes(ApplicationModel application, String groupId, String artifactId, String packageName) {
        Set<String> classes = new TreeSet<>();
        String directory = packageName.replace('.', '/') + '/';
        for (ResolvedDependency dependency : application.getRuntimeDependencies()) {
            if (dependency.getGroupId().equals(groupId) && dependency.getArtifactId().equals(artifactId)) {
                dependency.getContentTree().walk(visit -> {
                    String file = visit.getRelativePath("/");
                    if (file.startsWith(directory) && file.endsWith(".class")) {
                        classes.add(file.substring(0, file.length() - ".class".length()).replace('/', '.'));
                    }
                });
            }
        }
        return classes;
    }

    private static NativeImageResourcePatternsBuildItem resources(String glob) {
        return NativeImageResourcePatternsBuildItem.builder().includeGlob(glob).build();
    }

    private static NativeTarget target(NativeImageRunnerBuildItem builder) {
        return NativeTarget.of(builder.isContainerBuild() ? "Linux" : System.getProperty("os.name"),
                System.getProperty("os.arch"));
    }

    /**
     * The directories in which the libraries for a system are.
     *
     * @param zstd for instance {@code linux/amd64}
     * @param snappy for instance {@code Linux/x86_64}
     */
    record NativeTarget(String zstd, String snappy) {

        /** @param architecture as in the system property {@code os.arch} */
        static NativeTarget of(String system, String architecture) {
            String name = system.toLowerCase(Locale.ROOT);
            boolean intel = architecture.equals("amd64") || architecture.equals("x86_64");
            String snappys = intel ? "x86_64" : architecture;
            if (name.startsWith("mac")) {
                return new NativeTarget("darwin/" + (intel ? "x86_64" : architecture), "Mac/" + snappys);
            }
            String zstds = intel ? "amd64" : architecture;
            return name.startsWith("windows") ? new NativeTarget("win/" + zstds, "Windows/" + snappys)
                    // in a container on a Mac, too; with musl, snappy looks elsewhere
                    : new NativeTarget("linux/" + zstds, "Linux/" + snappys + "*");
        }
    }
}
